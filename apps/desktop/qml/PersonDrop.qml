// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// A contact that is dropped on a group is asked in, after a look at what is asked.
DropArea {
    id: area
    required property Desktop desktop
    signal wanted()

    keys: ["sidetone/person"]
    onDropped: (drop) => {
        area.desktop.group.start(area.desktop.chat.address)
        area.desktop.group.add(drop.source.address)
        drop.accept()
        area.wanted()
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: 12
        visible: area.containsDrag
        radius: Theme.cardRadius
        color: Theme.raised
        border.width: 2
        border.color: Theme.accent
        Words {
            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width - 24)
            text: qsTr("Drop to invite into \u201c%1\u201d").arg(area.desktop.chat.name)
            font.pixelSize: Theme.title
            wrapMode: Text.Wrap
        }
    }
}
