// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// One of a few possibilities side by side.
T.AbstractButton {
    id: control
    property string label: text
    property bool chosen: false

    implicitHeight: 36
    implicitWidth: Math.max(64, words.implicitWidth + 28)
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.RadioButton
    Accessible.name: label
    Accessible.checkable: true
    Accessible.checked: chosen
    Accessible.onPressAction: control.clicked()
    Keys.onReturnPressed: control.clicked()
    Keys.onEnterPressed: control.clicked()
    background: Rectangle {
        radius: Theme.radius
        color: control.chosen ? Theme.selected : control.hovered ? Theme.pressed : Theme.field
        border.width: 1
        border.color: control.chosen ? Theme.accent : Theme.outline
        FocusFrame { shown: control.visualFocus }
    }
    contentItem: Item {
        Words {
            id: words
            anchors.centerIn: parent
            text: control.text
            font.weight: control.chosen ? Font.DemiBold : Font.Normal
            Accessible.ignored: true
        }
    }
}
