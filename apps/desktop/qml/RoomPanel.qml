// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The people of a room, its subject, and what our person may do with it.
Rectangle {
    id: panel
    required property Desktop desktop
    readonly property RoomController room: desktop.room
    signal closed()
    signal wanted(string page)

    function enter() { list.forceActiveFocus(Qt.TabFocusReason) }
    function openMenu(row: Item) {
        menu.active = true
        menu.item.person = row
        menu.item.y = Math.min(panel.height - menu.item.implicitHeight - 8, row.mapToItem(panel, 0, 0).y + 44)
        menu.item.open()
    }

    color: Theme.surface
    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: 16
            Layout.rightMargin: 8
            Layout.preferredHeight: Theme.header
            Words {
                Layout.fillWidth: true
                text: qsTr("People (%1)").arg(panel.room.count)
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }
            IconButton {
                objectName: "inviteButton"
                text: qsTr("Invite people")
                iconName: "people-plus"
                onClicked: { panel.desktop.group.start(panel.desktop.chat.address); panel.wanted("invite") }
            }
            IconButton {
                objectName: "roomSettingsButton"
                visible: panel.room.owns
                text: qsTr("Settings of the room")
                iconName: "gear"
                onClicked: panel.wanted("room")
            }
            IconButton { text: qsTr("Close"); keys: "Esc"; iconName: "close"; iconSize: 14; onClicked: panel.closed() }
        }
        Line { Layout.fillWidth: true }
        PlainList {
            id: list
            objectName: "occupantList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            label: qsTr("People in the room")
            model: panel.room.people
            section.property: "section"
            section.delegate: SectionTitle {}
            delegate: OccupantRow { onClicked: if (!self) panel.openMenu(this) }
        }
        Line { Layout.fillWidth: true }
        RoomFoot { Layout.fillWidth: true; Layout.margins: 12; room: panel.room }
    }
    Loader {
        id: menu
        active: false
        sourceComponent: OccupantMenu {
            parent: panel
            x: 24
            room: panel.room
            onChatWanted: (address) => panel.desktop.showChat(address)
            onPrivateWanted: (name) => panel.desktop.chat.writeTo(name)
        }
    }
}
