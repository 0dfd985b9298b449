// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The recent conversations, and how to begin more.
Item {
    id: pane
    required property Desktop desktop
    property string currentAddress
    signal chosen(string address)
    signal pageWanted(string page)

    function enter() { list.forceActiveFocus(Qt.TabFocusReason) }
    function focusedRow(): Item { return list.activeFocus ? list.currentItem : null }
    function openMenu(row: Item) {
        menu.active = true
        menu.item.address = row.address
        menu.item.muted = row.muted
        menu.item.y = row.mapToItem(pane, 0, 0).y + row.height - 12
        menu.item.open()
    }

    RowLayout {
        id: begin
        x: 14
        width: parent.width - 28
        height: 44
        spacing: 8
        PushButton {
            objectName: "newGroupButton"
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            implicitHeight: 34
            text: qsTr("New group")
            iconName: "people-plus"
            onClicked: pane.pageWanted("new-group")
        }
        PushButton {
            objectName: "roomsButton"
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            implicitHeight: 34
            text: qsTr("Join a room")
            iconName: "door"
            onClicked: pane.pageWanted("rooms")
        }
    }
    PlainList {
        id: list
        objectName: "conversationList"
        anchors.fill: parent
        anchors.topMargin: begin.height
        label: qsTr("Recent chats")
        model: pane.desktop.conversations
        delegate: ConversationRow {
            selected: address === pane.currentAddress
            onClicked: pane.chosen(address)
            onMenuWanted: pane.openMenu(this)
        }
    }
    EmptyState {
        anchors.fill: parent
        visible: list.count === 0
        iconName: "chat"
        title: qsTr("No chats yet")
        words: qsTr("Pick somebody in Contacts and write the first message.")
    }
    Loader {
        id: menu
        active: false
        sourceComponent: ActionMenu {
            property string address
            property bool muted
            parent: pane
            x: 72
            label: qsTr("Chat")
            onClosed: list.forceActiveFocus(Qt.PopupFocusReason)
            actions: [
                muted ? { does: "mute", icon: "bell", text: qsTr("Tell me about messages") }
                      : { does: "mute", icon: "bell-off", text: qsTr("Mute") },
                { does: "remove", icon: "trash", text: qsTr("Delete from this computer"), grave: true }]
            onChosen: (name) => name === "mute" ? pane.desktop.conversations.setMuted(address, !muted)
                                                : pane.desktop.conversations.remove(address)
        }
    }
}
