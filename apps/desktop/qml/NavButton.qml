// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// One place of the navigation: picture, word, count.
T.AbstractButton {
    id: item
    property string iconName
    property string chosenIcon: iconName
    property bool chosen: false
    property int count: 0
    property string keys
    readonly property color tint: chosen ? Theme.accent : Theme.muted

    implicitWidth: Theme.railWidth
    implicitHeight: 60
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.PageTab
    Accessible.name: count > 0 ? qsTr("%1, %2 new").arg(text).arg(count) : text
    Accessible.selected: chosen
    Accessible.onPressAction: item.clicked()
    Keys.onReturnPressed: item.clicked()
    Keys.onEnterPressed: item.clicked()
    background: Item {
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 6
            width: 48
            height: 30
            radius: 15
            color: item.chosen ? Theme.selected : item.hovered ? Theme.pressed : "transparent"
            FocusFrame { shown: item.visualFocus; gap: 1 }
        }
    }
    contentItem: Item {
        Icon {
            id: picture
            anchors.horizontalCenter: parent.horizontalCenter
            y: 11
            name: item.chosen ? item.chosenIcon : item.iconName
            size: 20
            color: item.tint
        }
        Badge {
            anchors.left: picture.right
            anchors.leftMargin: -6
            y: 4
            count: item.count
            color: Theme.dangerFill
            words: Theme.fillInk
        }
        Words {
            width: parent.width
            y: 39
            horizontalAlignment: Text.AlignHCenter
            text: item.text
            color: item.chosen ? Theme.text : Theme.muted
            font.pixelSize: Theme.tiny
            font.weight: item.chosen ? Font.DemiBold : Font.Medium
            Accessible.ignored: true
        }
    }
}
