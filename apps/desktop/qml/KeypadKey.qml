// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

T.AbstractButton {
    id: key
    property string digit
    property string letters

    implicitWidth: 66
    implicitHeight: 52
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    text: digit === "*" ? qsTr("Star") : digit === "#" ? qsTr("Pound") : digit
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: key.clicked()
    Keys.onReturnPressed: key.clicked()
    Keys.onEnterPressed: key.clicked()
    background: Rectangle {
        radius: Theme.cardRadius
        color: key.down || key.hovered ? Theme.pressed : Theme.field
        FocusFrame { shown: key.visualFocus; gap: 1 }
    }
    contentItem: Item {
        Column {
            anchors.centerIn: parent
            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                text: key.digit
                font.pixelSize: 19
                font.weight: Font.Medium
                Accessible.ignored: true
            }
            Words {
                visible: text !== ""
                anchors.horizontalCenter: parent.horizontalCenter
                text: key.letters
                color: Theme.muted
                font.pixelSize: 10
                Accessible.ignored: true
            }
        }
    }
}
