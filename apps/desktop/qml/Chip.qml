// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// Something chosen; a press takes it away.
T.AbstractButton {
    id: chip
    implicitHeight: 30
    implicitWidth: Math.min(220, words.implicitWidth + 44)
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Remove %1").arg(text)
    Accessible.onPressAction: chip.clicked()
    Keys.onReturnPressed: chip.clicked()
    Keys.onEnterPressed: chip.clicked()
    background: Rectangle {
        radius: 15
        color: chip.hovered ? Theme.pressed : Theme.selected
        FocusFrame { shown: chip.visualFocus; gap: 0 }
    }
    contentItem: Item {
        Words {
            id: words
            x: 12
            width: parent.width - 40
            anchors.verticalCenter: parent.verticalCenter
            text: chip.text
            font.pixelSize: 13
            Accessible.ignored: true
        }
        Icon { anchors.right: parent.right; anchors.rightMargin: 10; anchors.verticalCenter: parent.verticalCenter; name: "close"; size: 10 }
    }
}
