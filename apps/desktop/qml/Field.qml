// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// One line to type in. `label` is its name, also for screen readers.
T.TextField {
    id: control
    property string label: placeholderText
    property real corner: Theme.radius
    property bool framed: true
    property bool wrong: false
    property string explanation

    implicitHeight: 40
    implicitWidth: 200
    leftPadding: 14
    rightPadding: 14
    color: Theme.text
    font: Theme.input
    verticalAlignment: TextInput.AlignVCenter
    selectByMouse: true
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    placeholderTextColor: Theme.faint
    opacity: enabled ? 1 : 0.6
    Accessible.name: label
    // Qt 6.4 keeps the name of a password field from screen readers, but not what describes it.
    Accessible.description: echoMode === TextInput.Normal ? explanation : label
    Accessible.readOnly: readOnly

    background: Rectangle {
        radius: control.corner
        color: Theme.field
        border.width: control.activeFocus ? 2 : control.framed ? 1 : 0
        border.color: control.wrong ? Theme.danger : control.activeFocus ? Theme.accent
                                                                        : Theme.outline
    }
    Words {
        visible: control.text === "" && control.preeditText === ""
        x: control.leftPadding
        width: control.width - control.leftPadding - control.rightPadding
        height: control.height
        verticalAlignment: Text.AlignVCenter
        text: control.placeholderText
        color: control.placeholderTextColor
        font: control.font
        Accessible.ignored: true
    }
}
