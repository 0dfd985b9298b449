// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Somebody who can be chosen.
ListRow {
    id: person
    required property int index
    required property string name
    required property string initials
    required property string line
    required property int hue
    required property int availability
    required property bool chosen

    implicitHeight: 52
    selected: chosen
    text: name + ", " + line
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: chosen
    Keys.onSpacePressed: person.clicked()
    contentItem: Item {
        Avatar {
            x: 18
            anchors.verticalCenter: parent.verticalCenter
            size: 36
            initials: person.initials
            hue: person.hue
            availability: person.availability
            ground: person.ground
        }
        Column {
            x: 68
            width: parent.width - x - 52
            anchors.verticalCenter: parent.verticalCenter
            spacing: 2
            Words { width: parent.width; text: person.name; font.weight: Font.Medium; Accessible.ignored: true }
            Words { width: parent.width; text: person.line; color: Theme.muted; font.pixelSize: Theme.small; Accessible.ignored: true }
        }
        Icon {
            visible: person.chosen
            anchors.right: parent.right
            anchors.rightMargin: 24
            anchors.verticalCenter: parent.verticalCenter
            name: "check"
            color: Theme.accent
        }
    }
}
