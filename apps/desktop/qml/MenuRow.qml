// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

T.AbstractButton {
    id: row
    property bool chosen: false

    implicitHeight: 40
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: chosen
    Accessible.onPressAction: row.clicked()
    Keys.onReturnPressed: row.clicked()
    Keys.onEnterPressed: row.clicked()
    background: Rectangle {
        radius: 6
        color: row.down || row.hovered ? Theme.pressed : "transparent"
        border.width: row.activeFocus ? 2 : 0
        border.color: Theme.accent
    }
    contentItem: Item {
        Words {
            x: 40
            width: parent.width - 76
            anchors.verticalCenter: parent.verticalCenter
            text: row.text
            Accessible.ignored: true
        }
        Icon {
            visible: row.chosen
            anchors.right: parent.right
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            name: "check"
            size: 16
            color: Theme.accent
        }
    }
}
