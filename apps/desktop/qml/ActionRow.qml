// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// One entry of a menu.
T.AbstractButton {
    id: row
    property string iconName
    property color tint: Theme.text
    property string note  // why it cannot be used, or more about it

    implicitHeight: note === "" ? 38 : Math.max(52, noted.implicitHeight + 36)
    opacity: enabled ? 1 : 0.75
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.MenuItem
    Accessible.name: text
    Accessible.description: note
    Accessible.onPressAction: if (row.enabled) row.clicked()
    Keys.onReturnPressed: row.clicked()
    Keys.onEnterPressed: row.clicked()
    background: Rectangle {
        radius: 6
        color: row.down || row.hovered ? Theme.pressed : "transparent"
        border.width: row.activeFocus ? 2 : 0
        border.color: Theme.accent
    }
    contentItem: Item {
        Icon { x: 12; anchors.verticalCenter: parent.verticalCenter; name: row.iconName; size: 16; color: row.tint }
        Words {
            x: 40
            y: row.note === "" ? (parent.height - height) / 2 : 9
            width: parent.width - 50
            text: row.text
            color: row.enabled ? row.tint : Theme.muted
            Accessible.ignored: true
        }
        Words {
            id: noted
            visible: row.note !== ""
            x: 40
            y: 28
            width: parent.width - 50
            text: row.note
            color: Theme.muted
            font.pixelSize: Theme.small
            wrapMode: Text.Wrap
        }
    }
}
