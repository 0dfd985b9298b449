// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// One line about a service that is down; a press shows the connection status.
T.AbstractButton {
    id: bar
    property string remedy
    property bool grave: false

    visible: text !== ""
    implicitHeight: visible ? 36 : 0
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("%1. %2").arg(text).arg(remedy)
    Accessible.onPressAction: bar.clicked()
    Keys.onReturnPressed: bar.clicked()
    Keys.onEnterPressed: bar.clicked()
    background: Rectangle {
        radius: Theme.radius
        color: bar.grave ? Theme.dangerGround : Theme.warningGround
        FocusFrame { shown: bar.visualFocus; gap: 0 }
    }
    contentItem: Item {
        Icon { x: 12; anchors.verticalCenter: parent.verticalCenter; name: "warning"; size: 15; color: bar.grave ? Theme.danger : Theme.warning }
        Words {
            x: 36
            width: parent.width - 64
            anchors.verticalCenter: parent.verticalCenter
            text: bar.text
            font.pixelSize: 13
            Accessible.ignored: true
        }
        Icon {
            anchors.right: parent.right
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            name: "chevron-right"
            size: 11
        }
    }
}
