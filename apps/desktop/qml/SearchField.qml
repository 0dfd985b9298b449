// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

Field {
    id: control
    signal dismissed()

    leftPadding: 40
    rightPadding: clear.visible ? 40 : 14
    corner: 10
    framed: false
    Keys.onEscapePressed: text === "" ? dismissed() : clear.clicked()

    Icon {
        x: 14
        anchors.verticalCenter: parent.verticalCenter
        name: "search"
        size: 16
        color: Theme.faint
    }
    IconButton {
        id: clear
        visible: control.text !== ""
        anchors.right: parent.right
        anchors.rightMargin: 6
        anchors.verticalCenter: parent.verticalCenter
        size: 28
        iconSize: 12
        fillHover: Theme.pressed
        text: qsTr("Clear the search")
        iconName: "close"
        onClicked: control.clear()
    }
}
