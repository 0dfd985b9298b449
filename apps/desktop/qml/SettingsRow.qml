// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

T.AbstractButton {
    id: row
    property string iconName
    property string detail
    property color tint: Theme.text

    implicitHeight: 52
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: detail === "" ? text : text + ", " + detail
    Accessible.onPressAction: row.clicked()
    Keys.onReturnPressed: row.clicked()
    Keys.onEnterPressed: row.clicked()
    background: Rectangle {
        radius: Theme.radius
        color: row.down ? Theme.pressed : row.hovered ? Theme.hover : "transparent"
        FocusFrame { shown: row.visualFocus; gap: 0 }
    }
    contentItem: Item {
        Icon { x: 12; anchors.verticalCenter: parent.verticalCenter; name: row.iconName; color: row.tint }
        Column {
            x: 44
            width: parent.width - 76
            anchors.verticalCenter: parent.verticalCenter
            spacing: 2
            Words { width: parent.width; text: row.text; color: row.tint; Accessible.ignored: true }
            Words {
                visible: text !== ""
                width: parent.width
                text: row.detail
                color: Theme.muted
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }
        Icon {
            anchors.right: parent.right
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            name: "chevron-right"
            size: 12
        }
    }
}
