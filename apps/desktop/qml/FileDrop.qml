// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Files that are dropped on a conversation are sent; while they hang above it, it says so.
DropArea {
    id: area
    required property FileController files

    keys: ["text/uri-list"]
    onDropped: (drop) => { area.files.send(drop.urls); drop.acceptProposedAction() }
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
            text: area.files.whyNot === "" ? qsTr("Drop to send") : area.files.whyNot
            font.pixelSize: Theme.title
            wrapMode: Text.Wrap
        }
    }
}
