// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// Words that do something, inside other words.
T.AbstractButton {
    id: control
    property color tint: Theme.accent

    implicitHeight: Math.max(24, words.implicitHeight + 6)
    implicitWidth: words.implicitWidth + 8
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: control.clicked()
    Keys.onReturnPressed: control.clicked()
    Keys.onEnterPressed: control.clicked()

    background: Rectangle {
        radius: 4
        color: "transparent"
        FocusFrame { shown: control.visualFocus; gap: 0 }
    }
    contentItem: Words {
        id: words
        text: control.text
        color: control.tint
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
        font.underline: control.hovered
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }
}
