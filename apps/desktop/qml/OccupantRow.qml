// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Somebody in a room.
ListRow {
    id: person
    required property string name
    required property string address
    required property string initials
    required property string section
    required property string line
    required property int hue
    required property int availability
    required property int affiliation
    required property int occupantRole
    required property bool self

    implicitHeight: 50
    text: [name, line, section].join(", ")
    contentItem: Item {
        Avatar {
            x: 16
            anchors.verticalCenter: parent.verticalCenter
            size: 34
            initials: person.initials
            hue: person.hue
            availability: person.availability
            ground: person.ground
        }
        Column {
            x: 62
            width: parent.width - x - 40
            anchors.verticalCenter: parent.verticalCenter
            spacing: 1
            Words { width: parent.width; text: person.name; font.weight: Font.Medium; Accessible.ignored: true }
            Words { width: parent.width; text: person.line; color: Theme.muted; font.pixelSize: Theme.small; Accessible.ignored: true }
        }
        Icon {
            visible: person.affiliation >= 3
            anchors.right: parent.right
            anchors.rightMargin: 20
            anchors.verticalCenter: parent.verticalCenter
            name: "crown"
            size: 15
            color: Theme.muted
        }
    }
}
