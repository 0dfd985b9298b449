// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// The message that is answered; a press goes there.
T.AbstractButton {
    id: strip
    required property string name
    required property string words

    implicitHeight: 42
    implicitWidth: Math.max(title.implicitWidth, line.implicitWidth) + 24
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Go to the message of %1: %2").arg(name).arg(words)
    Accessible.onPressAction: strip.clicked()
    background: Rectangle {
        radius: 6
        color: strip.hovered ? Theme.pressed : Theme.quote
        Rectangle { width: 3; height: parent.height; radius: 1.5; color: Theme.accent }
    }
    contentItem: Item {
        Words {
            id: title
            x: 12
            y: 4
            width: parent.width - 20
            text: strip.name
            color: Theme.accent
            font.pixelSize: Theme.small
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
        Words {
            id: line
            x: 12
            y: strip.name === "" ? 12 : 21
            width: parent.width - 20
            text: strip.words
            color: Theme.bubbleMeta
            font.pixelSize: Theme.small
            maximumLineCount: 1
            Accessible.ignored: true
        }
    }
}
