// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The rooms of the server and the bookmarks: a press joins.
SidePage {
    id: page
    readonly property RoomListModel rooms: desktop.roomList

    function enter() { field.forceActiveFocus(Qt.TabFocusReason) }
    function go(address: string, joined: bool) {
        const password = page.rooms.passwordOf(address)
        const nickname = page.rooms.nicknameOf(address)
        page.chatWanted(address)
        if (!joined) page.desktop.room.join(password, nickname)
    }
    function take() {
        if (page.rooms.typedAddress) page.go(page.rooms.filter.trim(), false)
        else if (page.rooms.count > 0) page.go(page.rooms.addressAt(0), page.rooms.joinedAt(0))
    }

    title: qsTr("Join a room")
    Component.onCompleted: page.rooms.load()
    Component.onDestruction: page.rooms.filter = ""
    ColumnLayout {
        anchors.fill: parent
        anchors.margins: page.stacked ? 14 : 24
        spacing: 10
        SearchField {
            id: field
            objectName: "roomFilter"
            Layout.fillWidth: true
            Layout.maximumWidth: 640
            label: qsTr("Find a room, or type its address")
            placeholderText: qsTr("Name, or address of a room")
            text: page.rooms.filter
            onTextChanged: page.rooms.filter = text
            onAccepted: page.take()
            onDismissed: page.back()
            Keys.onDownPressed: list.forceActiveFocus(Qt.TabFocusReason)
        }
        Words {
            visible: text !== ""
            Layout.fillWidth: true
            Layout.maximumWidth: 640
            text: page.rooms.trouble
            color: Theme.danger
            wrapMode: Text.Wrap
        }
        PlainList {
            id: list
            objectName: "roomList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumWidth: 640
            label: qsTr("Rooms")
            model: page.rooms
            delegate: RoomRow { onClicked: page.go(address, joined) }
            Spinner { anchors.centerIn: parent; visible: page.rooms.loading; size: 24 }
            EmptyState {
                anchors.fill: parent
                visible: list.count === 0 && !page.rooms.loading
                iconName: "door"
                title: page.rooms.typedAddress ? page.rooms.filter.trim() : qsTr("No rooms")
                words: page.rooms.typedAddress ? (page.rooms.hasPassword ? qsTr("Enter joins the room with this address and the link's password.")
                                                                         : qsTr("Enter joins the room with this address."))
                                               : qsTr("Nobody listed a room here. You can make one.")
            }
        }
    }
}
