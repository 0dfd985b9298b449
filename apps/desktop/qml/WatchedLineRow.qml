// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// A line that is watched: whose it is, and whether it is free.
Item {
    id: row
    property string name
    property string words
    property int lamp: 0  // telephony::WatchedLine::State
    property bool callable: false
    signal called()
    signal removed()

    implicitHeight: 38
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Line of %1: %2").arg(name).arg(words)
    Rectangle {
        x: 4
        width: 10
        height: 10
        radius: 5
        anchors.verticalCenter: parent.verticalCenter
        color: row.lamp === 1 ? Theme.success : row.lamp > 1 ? Theme.danger : Theme.faint
    }
    Words {
        x: 24
        width: parent.width - x - 84
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("%1 \u00b7 %2").arg(row.name).arg(row.words)
        Accessible.ignored: true
    }
    Row {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 4
        IconButton {
            size: 34
            enabled: row.callable
            text: qsTr("Call the line of %1").arg(row.name)
            iconName: "phone"
            iconSize: 16
            tint: Theme.accent
            onClicked: row.called()
        }
        IconButton {
            size: 34
            text: qsTr("Do not watch the line of %1 any more").arg(row.name)
            iconName: "close"
            iconSize: 14
            onClicked: row.removed()
        }
    }
}
