// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// What a person has not read begins here.
Item {
    id: line
    property real edge: 20

    height: 32
    Accessible.role: Accessible.Separator
    Accessible.name: words.text
    Line { x: line.edge; width: words.x - x - 8; anchors.verticalCenter: parent.verticalCenter; color: Theme.danger }
    Words {
        id: words
        anchors.centerIn: parent
        text: qsTr("New messages")
        color: Theme.danger
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
        Accessible.ignored: true
    }
    Line {
        x: words.x + words.width + 8
        width: line.width - line.edge - x
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.danger
    }
}
