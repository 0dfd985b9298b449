// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// One voice message: the row plays it.
ListRow {
    id: row
    required property string key
    required property string name
    required property string address
    required property string initials
    required property string words
    required property string time
    required property int hue
    required property bool fresh
    required property bool deleted
    required property bool playing
    property bool callable: false
    signal called()
    signal removed()
    signal restored()
    signal unreadWanted()

    implicitHeight: 88
    text: qsTr("%1, %2, %3").arg(name).arg(words).arg(time)
    Keys.onDeletePressed: row.removed()
    contentItem: Item {
        Avatar {
            x: 18
            y: 12
            initials: row.initials
            hue: row.hue
        }
        Words {
            x: 72
            y: 8
            width: parent.width - x - 100
            text: row.name
            color: row.deleted ? Theme.muted : Theme.text
            font.weight: row.fresh ? Font.Bold : Font.Medium
            Accessible.ignored: true
        }
        Words {
            id: when
            anchors.right: parent.right
            anchors.rightMargin: 20
            y: 9
            text: row.time
            color: Theme.muted
            font.pixelSize: Theme.tiny
            Accessible.ignored: true
        }
        Words {
            x: 72
            y: 28
            width: parent.width - x - 40
            text: row.words
            color: row.fresh ? Theme.accent : Theme.muted
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
        Row {
            x: 62
            y: 48
            IconButton {
                text: row.playing ? qsTr("Stop the message of %1").arg(row.name)
                                  : qsTr("Play the message of %1").arg(row.name)
                iconName: row.playing ? "stop" : "play"
                iconSize: 16
                tint: Theme.accent
                fillHover: Theme.pressed
                onClicked: row.clicked()
            }
            IconButton {
                enabled: row.callable && row.address !== ""
                text: qsTr("Call %1 back").arg(row.name)
                iconName: "phone"
                iconSize: 16
                fillHover: Theme.pressed
                onClicked: row.called()
            }
            IconButton {
                visible: !row.fresh && !row.deleted
                text: qsTr("Mark the message of %1 as new").arg(row.name)
                iconName: "eye-off"
                iconSize: 16
                fillHover: Theme.pressed
                onClicked: row.unreadWanted()
            }
            IconButton {
                visible: row.deleted
                text: qsTr("Restore the message of %1").arg(row.name)
                iconName: "retry"
                iconSize: 16
                fillHover: Theme.pressed
                onClicked: row.restored()
            }
            IconButton {
                text: row.deleted ? qsTr("Delete the message of %1 for good").arg(row.name)
                                  : qsTr("Delete the message of %1").arg(row.name)
                iconName: "trash"
                iconSize: 16
                fillHover: Theme.pressed
                onClicked: row.removed()
            }
        }
    }
}
