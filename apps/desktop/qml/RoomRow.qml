// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// A room that can be joined.
ListRow {
    id: room
    required property string name
    required property string address
    required property string line
    required property bool joined

    text: line === "" ? name : name + ", " + line
    contentItem: Item {
        Avatar { x: 18; anchors.verticalCenter: parent.verticalCenter; room: true; hue: room.address.length % 8 }
        Column {
            x: 72
            width: parent.width - x - 60
            anchors.verticalCenter: parent.verticalCenter
            spacing: 3
            Words { width: parent.width; text: room.name; font.weight: Font.Medium; Accessible.ignored: true }
            Words {
                width: parent.width
                text: room.line === "" ? room.address : room.line
                color: Theme.muted
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }
        Icon {
            visible: room.joined
            anchors.right: parent.right
            anchors.rightMargin: 24
            anchors.verticalCenter: parent.verticalCenter
            name: "check"
            color: Theme.success
        }
    }
}
