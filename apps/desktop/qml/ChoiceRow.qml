// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// One of several: a round mark, words, and what they mean.
T.AbstractButton {
    id: control
    property string detail
    property bool chosen: false

    implicitHeight: words.implicitHeight + 16
    implicitWidth: 200
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    opacity: enabled ? 1 : 0.6
    Accessible.role: Accessible.RadioButton
    Accessible.name: detail === "" ? text : text + ". " + detail
    Accessible.checkable: true
    Accessible.checked: chosen
    Accessible.onPressAction: control.clicked()
    Keys.onReturnPressed: control.clicked()
    Keys.onEnterPressed: control.clicked()
    background: Rectangle {
        radius: Theme.radius
        color: control.chosen ? Theme.selected : control.hovered ? Theme.hover : "transparent"
        FocusFrame { shown: control.visualFocus; gap: 0 }
    }
    contentItem: Item {
        Rectangle {
            x: 12
            y: 8
            width: 20
            height: 20
            radius: 10
            color: Theme.surface
            border.width: control.chosen ? 6 : 1
            border.color: control.chosen ? Theme.accent : Theme.outline
        }
        Column {
            id: words
            x: 44
            y: 8
            width: parent.width - x - 12
            spacing: 2
            Words {
                width: parent.width
                text: control.text
                font.weight: control.chosen ? Font.DemiBold : Font.Normal
                Accessible.ignored: true
            }
            Words {
                visible: text !== ""
                width: parent.width
                text: control.detail
                color: Theme.muted
                font.pixelSize: Theme.small
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
        }
    }
}
