// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// What can be done with a message: quick reactions above, then the rest.
ActionMenu {
    id: menu
    required property ChatController chat
    required property SessionController session
    property MessageBubble bubble: null
    signal pickerWanted(MessageBubble bubble)

    label: qsTr("Message")
    actions: bubble === null ? [] : [
        { does: "react", icon: "smile", text: qsTr("React") },
        { does: "reply", icon: "reply", text: qsTr("Reply") },
        { does: "copy", icon: "copy", text: qsTr("Copy the text") },
        { does: "edit", icon: "edit", text: qsTr("Edit") },
        { does: "remove", icon: "trash", text: qsTr("Delete from this computer"), grave: true }
    ].filter((each) => !(each.does === "edit" && (!bubble.mine || bubble.file !== ""))
                       && !(each.does === "copy" && bubble.body === "")
                       && !(bubble.event && (each.does === "react" || each.does === "reply")))
    onChosen: (name) => {
        if (name === "react") menu.pickerWanted(menu.bubble)
        else if (name === "reply") menu.chat.reply(Number(menu.bubble.messageId))
        else if (name === "copy") menu.session.copy(menu.bubble.body)
        else if (name === "edit") menu.chat.edit(Number(menu.bubble.messageId))
        else if (name === "remove") menu.chat.messages.remove(menu.bubble.index)
    }
}
