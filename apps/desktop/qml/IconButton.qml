// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// A round button with a picture; `text` is its name for hints and screen readers.
T.AbstractButton {
    id: control
    property string iconName
    property int size: Theme.control
    property int iconSize: 18
    property color tint: Theme.muted
    property color fill: "transparent"
    property color fillHover: Theme.hover
    property string keys

    implicitWidth: size
    implicitHeight: size
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    opacity: enabled ? 1 : 0.4
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: control.clicked()
    Keys.onReturnPressed: control.clicked()
    Keys.onEnterPressed: control.clicked()

    background: Rectangle {
        radius: height / 2
        color: control.down || control.hovered ? control.fillHover : control.fill
        FocusFrame { shown: control.visualFocus; gap: control.fill.a > 0 ? 2 : 0 }
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: control.iconName
            size: control.iconSize
            color: control.tint
        }
    }
    Loader {
        anchors.fill: parent
        active: control.hovered || control.visualFocus
        sourceComponent: Hint {
            visible: true
            text: control.keys === "" ? control.text : control.text + "  " + control.keys
        }
    }
}
