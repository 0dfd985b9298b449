// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// What can be done with the open conversation.
ActionMenu {
    id: menu
    required property Desktop desktop
    readonly property ChatController chat: desktop.chat
    readonly property PrivacyController privacy: desktop.privacy
    property bool muted: false
    property bool watched: false
    signal findWanted()
    signal saveWanted()
    signal groupWanted()

    label: qsTr("Chat")
    onAboutToShow: {
        muted = desktop.conversations.isMuted(chat.address)
        watched = desktop.settings.isWatched(chat.address)
    }
    actions: [
        { does: "profile", icon: "person", text: qsTr("Show profile") },
        { does: "find", icon: "search", text: qsTr("Search in this chat") },
        { does: "group", icon: "people-plus", text: qsTr("Start a group chat with others") },
        { does: "direct", icon: "file", text: qsTr("Send a file straight to their device"),
          off: desktop.files.whyNotDirect !== "", note: desktop.files.whyNotDirect },
        { does: "save", icon: "download", text: qsTr("Save chat\u2026") },
        { does: "close", icon: "close", text: qsTr("Close chat"), note: chat.savedNote },
        watched ? { does: "watch", icon: "bell-off", text: qsTr("Do not tell me when available") }
                : { does: "watch", icon: "bell", text: qsTr("Tell me when available") },
        muted ? { does: "mute", icon: "bell", text: qsTr("Tell me about messages") }
              : { does: "mute", icon: "bell-off", text: qsTr("Mute") },
        privacy.chatBlocked ? { does: "unblock", icon: "block", text: qsTr("Unblock") }
                            : { does: "block", icon: "block", text: qsTr("Block"), grave: true },
        { does: "remove", icon: "trash", text: qsTr("Delete from this computer"), grave: true }
    ].filter((each) => !((each.does === "block" || each.does === "unblock") && (chat.room || privacy.whyNot !== ""))
              && !(chat.room && (each.does === "group" || each.does === "watch" || each.does === "direct"
                                 || each.does === "profile")))
    onChosen: (name) => {
        if (name === "profile") menu.desktop.showPerson(menu.chat.address)
        else if (name === "find") menu.findWanted()
        else if (name === "group") menu.groupWanted()
        else if (name === "direct") menu.desktop.files.chooseDirect()
        else if (name === "save") menu.saveWanted()
        else if (name === "close") menu.chat.end()
        else if (name === "watch") menu.desktop.settings.setWatched(menu.chat.address, !menu.watched)
        else if (name === "mute") menu.desktop.conversations.setMuted(menu.chat.address, !menu.muted)
        else if (name === "block") menu.privacy.block(menu.chat.address)
        else if (name === "unblock") menu.privacy.unblock(menu.chat.address)
        else if (name === "remove") menu.desktop.removeChat()
    }
}
