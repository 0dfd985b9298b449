// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

ListRow {
    id: chat
    required property string name
    required property string address
    required property string initials
    required property string lastText
    required property string time
    required property string presence
    required property int hue
    required property int availability
    required property int unread

    implicitHeight: 64
    text: unread > 0 ? qsTr("%1, %n unread, %2", "", unread).arg(name).arg(lastText)
                     : qsTr("%1, %2").arg(name).arg(lastText)
    contentItem: Item {
        Avatar {
            x: 18
            anchors.verticalCenter: parent.verticalCenter
            initials: chat.initials
            hue: chat.hue
            availability: chat.availability
            ground: chat.ground
        }
        Column {
            x: 72
            width: parent.width - x - 24
            anchors.verticalCenter: parent.verticalCenter
            spacing: 4
            Item {
                width: parent.width
                height: title.height
                Words {
                    id: title
                    width: parent.width - when.width - 10
                    text: chat.name
                    font.weight: chat.unread > 0 ? Font.DemiBold : Font.Medium
                    Accessible.ignored: true
                }
                Words {
                    id: when
                    anchors.right: parent.right
                    anchors.baseline: title.baseline
                    text: chat.time
                    color: chat.unread > 0 ? Theme.accent : Theme.muted
                    font.pixelSize: Theme.tiny
                    Accessible.ignored: true
                }
            }
            Item {
                width: parent.width
                height: 18
                Words {
                    width: parent.width - (count.visible ? count.width + 10 : 0)
                    anchors.verticalCenter: parent.verticalCenter
                    text: chat.lastText
                    color: chat.unread > 0 ? Theme.text : Theme.muted
                    font.pixelSize: 13
                    maximumLineCount: 1
                    Accessible.ignored: true
                }
                Badge { id: count; anchors.right: parent.right; count: chat.unread }
            }
        }
    }
}
