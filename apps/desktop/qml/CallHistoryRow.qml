// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

ListRow {
    id: record
    required property string name
    required property string address
    required property string initials
    required property string words
    required property string time
    required property string picture
    required property int hue
    required property bool missed
    property bool callable: false
    readonly property string who: address
    signal called()

    implicitHeight: 60
    text: qsTr("%1, %2, %3").arg(name).arg(words).arg(time)
    contentItem: Item {
        Avatar {
            x: 18
            anchors.verticalCenter: parent.verticalCenter
            initials: record.initials
            who: record.address
            hue: record.hue
        }
        Column {
            id: middle
            x: 72
            width: parent.width - x - 132
            anchors.verticalCenter: parent.verticalCenter
            spacing: 3
            Words {
                width: parent.width
                text: record.name
                color: record.missed ? Theme.danger : Theme.text
                font.weight: Font.Medium
                Accessible.ignored: true
            }
            Row {
                spacing: 6
                Icon {
                    name: record.picture
                    size: 14
                    anchors.verticalCenter: parent.verticalCenter
                    color: record.missed ? Theme.danger : Theme.muted
                }
                Words {
                    width: Math.min(implicitWidth, middle.width - 20)
                    text: record.words
                    color: Theme.muted
                    font.pixelSize: Theme.small
                    Accessible.ignored: true
                }
            }
        }
        Words {
            anchors.right: call.left
            anchors.rightMargin: 6
            anchors.verticalCenter: parent.verticalCenter
            text: record.time
            color: Theme.muted
            font.pixelSize: Theme.tiny
            Accessible.ignored: true
        }
        IconButton {
            id: call
            anchors.right: parent.right
            anchors.rightMargin: 16
            anchors.verticalCenter: parent.verticalCenter
            enabled: record.callable
            text: qsTr("Call %1").arg(record.name)
            iconName: "phone"
            iconSize: 16
            tint: Theme.accent
            fillHover: Theme.pressed
            onClicked: record.called()
        }
    }
}
