// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The recent conversations.
Item {
    id: pane
    required property Desktop desktop
    property string currentAddress
    signal chosen(string address)

    function enter() { list.forceActiveFocus(Qt.TabFocusReason) }

    PlainList {
        id: list
        objectName: "conversationList"
        anchors.fill: parent
        label: qsTr("Recent chats")
        model: pane.desktop.conversations
        delegate: ConversationRow {
            selected: address === pane.currentAddress
            onClicked: pane.chosen(address)
        }
    }
    EmptyState {
        anchors.fill: parent
        visible: list.count === 0
        iconName: "chat"
        title: qsTr("No chats yet")
        words: qsTr("Pick somebody in Contacts and write the first message.")
    }
}
