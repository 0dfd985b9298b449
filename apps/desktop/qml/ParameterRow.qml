// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// One setting. A press opens where its value comes from, and the choice where there is one.
T.AbstractButton {
    id: row
    required property string words
    required property string name
    required property string value
    required property string plainValue
    required property string from
    required property string lock
    required property string overrode
    required property var choices
    required property int type
    required property bool known
    required property bool own
    property bool isOpen: false
    readonly property real headHeight: Math.max(58, naming.height + 20)
    readonly property bool locked: lock !== ""
    signal chose(string value)
    signal tookBack()

    objectName: name
    width: ListView.view ? ListView.view.width : implicitWidth
    implicitHeight: headHeight + (details.active ? details.height + 14 : 0)
    hoverEnabled: true
    focusPolicy: Qt.NoFocus
    text: qsTr("%1: %2. From: %3").arg(words).arg(value).arg(from)
    Accessible.role: Accessible.ListItem
    Accessible.name: locked ? qsTr("%1. Locked by the %2").arg(text).arg(lock) : text
    Accessible.focusable: true
    Accessible.onPressAction: row.clicked()
    Keys.onReturnPressed: row.clicked()
    Keys.onEnterPressed: row.clicked()
    onClicked: isOpen = !isOpen
    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.leftMargin: 8
            anchors.rightMargin: 8
            anchors.topMargin: 1
            anchors.bottomMargin: 1
            radius: Theme.radius
            color: row.isOpen ? Theme.surface : row.hovered ? Theme.hover : "transparent"
            border.width: row.activeFocus ? 2 : row.isOpen ? 1 : 0
            border.color: row.activeFocus ? Theme.accent : Theme.border
        }
    }
    contentItem: Item {
        Column {
            id: naming
            x: 20
            y: 10
            width: mark.x - x - 12
            spacing: 3
            Words {
                width: parent.width
                text: row.words
                wrapMode: Text.Wrap
                maximumLineCount: 2
                Accessible.ignored: true
            }
            Words {
                width: parent.width
                text: row.name
                color: Theme.muted
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }
        Icon {
            id: mark
            x: parent.width - Math.min(280, parent.width * 0.4) - 20
            y: 13
            visible: row.locked
            name: "lock"
            size: 13
        }
        Column {
            anchors.left: mark.right
            anchors.leftMargin: 6
            anchors.right: parent.right
            anchors.rightMargin: 20
            y: 10
            spacing: 3
            Words {
                width: parent.width
                horizontalAlignment: Text.AlignRight
                text: row.value
                font.weight: row.own ? Font.DemiBold : Font.Normal
                Accessible.ignored: true
            }
            Words {
                width: parent.width
                horizontalAlignment: Text.AlignRight
                text: row.from
                color: Theme.muted
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }
        Loader {
            id: details
            active: row.isOpen
            x: 20
            y: row.headHeight
            width: parent.width - 40
            sourceComponent: ParameterDetails { row: details.parent.parent }
        }
    }
}
