// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// A row of a list: the whole row is one button, and takes the arrows' focus.
T.ItemDelegate {
    id: row
    property bool selected: false
    readonly property color ground: selected ? Theme.selected : down ? Theme.pressed
                                  : hovered ? Theme.hover : Theme.surface

    width: ListView.view ? ListView.view.width : implicitWidth
    implicitHeight: Theme.row
    hoverEnabled: true
    focusPolicy: Qt.NoFocus
    Accessible.role: Accessible.ListItem
    Accessible.name: text
    Accessible.selected: selected
    Accessible.focusable: true
    Accessible.onPressAction: row.clicked()
    Keys.onReturnPressed: row.clicked()
    Keys.onEnterPressed: row.clicked()
    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.leftMargin: 8
            anchors.rightMargin: 8
            anchors.topMargin: 1
            anchors.bottomMargin: 1
            radius: Theme.radius
            color: row.ground
            border.width: row.activeFocus ? 2 : 0
            border.color: Theme.accent
        }
    }
}
