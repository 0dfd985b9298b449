// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// One recent conversation: with whom, what was said last, and what waits to be read.
ListRow {
    id: chat
    required property string name
    required property string address
    required property string initials
    required property string lastText
    required property string time
    required property string presence
    required property string sender
    required property string draft
    required property int hue
    required property int availability
    required property int unread
    required property int mentions
    required property bool room
    required property bool muted
    required property bool typing
    readonly property string who: room ? "" : address
    readonly property bool bold: unread > 0 && (!muted || mentions > 0)
    readonly property string line: typing ? qsTr("is typing \u2026")
        : draft !== "" ? qsTr("Draft: %1").arg(draft)
        : sender !== "" ? qsTr("%1: %2").arg(sender).arg(lastText) : lastText
    signal menuWanted()

    implicitHeight: 64
    text: [name, room ? qsTr("group") : presence, unread > 0 ? qsTr("%n unread", "", unread) : "",
           mentions > 0 ? qsTr("%n times your name", "", mentions) : "", muted ? qsTr("muted") : "",
           line, time].filter((part) => part !== "").join(", ")
    Keys.onMenuPressed: chat.menuWanted()
    TapHandler { acceptedButtons: Qt.RightButton; onTapped: chat.menuWanted() }
    contentItem: Item {
        Avatar {
            x: 18
            anchors.verticalCenter: parent.verticalCenter
            initials: chat.initials
            who: chat.address
            hue: chat.hue
            room: chat.room
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
                    width: Math.min(implicitWidth, parent.width - when.width - (chat.muted ? 30 : 10))
                    text: chat.name
                    font.weight: chat.bold ? Font.DemiBold : Font.Medium
                    Accessible.ignored: true
                }
                Icon {
                    visible: chat.muted
                    anchors.left: title.right
                    anchors.leftMargin: 6
                    anchors.verticalCenter: title.verticalCenter
                    name: "bell-off"
                    size: 13
                }
                Words {
                    id: when
                    anchors.right: parent.right
                    anchors.baseline: title.baseline
                    text: chat.time
                    color: chat.bold ? Theme.accent : Theme.muted
                    font.pixelSize: Theme.tiny
                    Accessible.ignored: true
                }
            }
            Item {
                width: parent.width
                height: 18
                Words {
                    width: parent.width - (counts.width > 0 ? counts.width + 10 : 0)
                    anchors.verticalCenter: parent.verticalCenter
                    text: chat.line
                    color: chat.typing ? Theme.accent : chat.draft !== "" ? Theme.warning
                         : chat.bold ? Theme.text : Theme.muted
                    font.pixelSize: 13
                    maximumLineCount: 1
                    Accessible.ignored: true
                }
                Row {
                    id: counts
                    anchors.right: parent.right
                    spacing: 4
                    Badge { visible: chat.mentions > 0; count: chat.mentions; sign: "@" }
                    Badge { count: chat.unread; quiet: chat.muted }
                }
            }
        }
    }
}
