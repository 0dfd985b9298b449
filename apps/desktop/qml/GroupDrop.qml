// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Where somebody of the contact list is dropped to be put into this group.
DropArea {
    id: area
    signal taken(string who, string from)

    keys: ["sidetone/person"]
    onDropped: (drop) => { drop.accept(); area.taken(drop.source.who, drop.source.group) }
    Rectangle {
        visible: area.containsDrag
        anchors.fill: parent
        anchors.leftMargin: 8
        anchors.rightMargin: 8
        radius: Theme.radius
        color: "transparent"
        border.width: 2
        border.color: Theme.accent
    }
}
