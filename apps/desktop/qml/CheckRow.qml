// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// A box to check, with words and, below them, what it means.
T.CheckBox {
    id: control
    property string detail

    implicitHeight: Math.max(32, words.implicitHeight + 12)
    implicitWidth: 200
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    opacity: enabled ? 1 : 0.6
    Accessible.role: Accessible.CheckBox
    Accessible.name: detail === "" ? text : text + ". " + detail
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: { control.toggle(); control.toggled() }
    Accessible.onToggleAction: { control.toggle(); control.toggled() }
    Keys.onReturnPressed: { control.toggle(); control.toggled() }
    Keys.onEnterPressed: { control.toggle(); control.toggled() }
    indicator: Rectangle {
        x: 1
        y: 6
        width: 20
        height: 20
        radius: 5
        color: control.checked ? Theme.accent : control.hovered ? Theme.hover : Theme.field
        border.width: control.checked ? 0 : 1
        border.color: Theme.outline
        Icon {
            anchors.centerIn: parent
            visible: control.checked
            name: "check"
            size: 14
            color: Theme.accentInk
        }
        FocusFrame { shown: control.visualFocus }
    }
    background: Item {}
    contentItem: Column {
        id: words
        leftPadding: 32
        topPadding: 7
        spacing: 2
        Words {
            width: words.width - 32
            text: control.text
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Words {
            visible: text !== ""
            width: words.width - 32
            text: control.detail
            color: Theme.muted
            font.pixelSize: Theme.small
            wrapMode: Text.Wrap
            lineHeight: 1.15
            Accessible.ignored: true
        }
    }
}
