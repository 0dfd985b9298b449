// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// One file of the report; a press shows its text.
T.AbstractButton {
    id: file
    required property int index
    required property string name
    required property string size
    property bool chosen: false

    implicitHeight: 44
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    text: qsTr("%1, %2. Read it").arg(name).arg(size)
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: file.clicked()
    Keys.onReturnPressed: file.clicked()
    Keys.onEnterPressed: file.clicked()
    background: Rectangle {
        anchors.fill: parent
        anchors.leftMargin: 4
        anchors.rightMargin: 4
        radius: Theme.radius
        color: file.chosen ? Theme.selected : file.hovered ? Theme.hover : "transparent"
        FocusFrame { shown: file.visualFocus; gap: 0 }
    }
    contentItem: Item {
        Words {
            x: 18
            width: parent.width - 140
            anchors.verticalCenter: parent.verticalCenter
            text: file.name
            elide: Text.ElideMiddle
            Accessible.ignored: true
        }
        Words {
            anchors.right: arrow.left
            anchors.rightMargin: 10
            anchors.verticalCenter: parent.verticalCenter
            text: file.size
            color: Theme.muted
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
        Icon {
            id: arrow
            anchors.right: parent.right
            anchors.rightMargin: 18
            anchors.verticalCenter: parent.verticalCenter
            name: file.chosen ? "chevron-down" : "chevron-right"
            size: 12
        }
    }
}
