// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// A button with words. `primary` is the one that Enter means.
T.AbstractButton {
    id: control
    property string iconName
    property bool primary: false
    property color fill: primary ? Theme.accent : Theme.field
    property color fillHover: primary ? Theme.accentHover : Theme.pressed
    property color tint: primary ? Theme.accentInk : Theme.text

    implicitHeight: 40
    implicitWidth: row.implicitWidth + 32
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: control.clicked()
    Keys.onReturnPressed: control.clicked()
    Keys.onEnterPressed: control.clicked()

    background: Rectangle {
        radius: Theme.radius
        color: !control.enabled ? Theme.pressed
             : control.down || control.hovered ? control.fillHover : control.fill
        FocusFrame { shown: control.visualFocus }
    }
    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: 8
            Icon {
                visible: control.iconName !== ""
                anchors.verticalCenter: parent.verticalCenter
                name: control.iconName
                size: 16
                color: control.tint
            }
            Words {
                anchors.verticalCenter: parent.verticalCenter
                text: control.text
                color: control.enabled ? control.tint : Theme.faint
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }
        }
    }
}
