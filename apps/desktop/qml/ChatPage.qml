// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// One conversation.
Rectangle {
    id: page
    required property Desktop desktop
    property bool stacked: false
    readonly property ChatController chat: desktop.chat
    readonly property Item headerRegion: header
    readonly property Item composerRegion: composer
    readonly property Item messageRegion: messages
    signal back()
    signal called(string target)

    function enter() { composer.enter() }

    color: Theme.window
    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        ChatHeader {
            id: header
            Layout.fillWidth: true
            chat: page.chat
            secure: page.desktop.services.chatSecure
            callable: page.desktop.calls.available
            stacked: page.stacked
            onBack: page.back()
            onCalled: page.called(page.chat.address)
        }
        CallSlot {
            Layout.fillWidth: true
            calls: page.desktop.calls
            shown: page.visible
            narrow: page.width < 520
        }
        MessageList {
            id: messages
            objectName: "messageList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            chat: page.chat
            edge: page.width < 520 ? 12 : 20
        }
        Composer {
            id: composer
            Layout.fillWidth: true
            chat: page.chat
        }
    }
}
