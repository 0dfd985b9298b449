// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// A message that was found, with the words that were looked for.
ListRow {
    id: found
    required property string name
    required property string peer
    required property string messageId
    required property string author
    required property string rich
    required property string plain
    required property string time
    required property string initials
    required property int hue
    required property bool room

    implicitHeight: 64
    focusPolicy: Qt.TabFocus
    text: [name, author, plain, time].filter((part) => part !== "").join(", ")
    contentItem: Item {
        Avatar { x: 18; anchors.verticalCenter: parent.verticalCenter; initials: found.initials; hue: found.hue; room: found.room; ground: found.ground }
        Column {
            x: 72
            width: parent.width - x - 24
            anchors.verticalCenter: parent.verticalCenter
            spacing: 4
            Item {
                width: parent.width
                height: title.height
                Words { id: title; width: parent.width - when.width - 10; text: found.name; font.weight: Font.Medium; Accessible.ignored: true }
                Words { id: when; anchors.right: parent.right; anchors.baseline: title.baseline; text: found.time; color: Theme.muted; font.pixelSize: Theme.tiny; Accessible.ignored: true }
            }
            Words {
                width: parent.width
                text: found.author === "" ? found.rich : qsTr("%1: ").arg(found.author).replace(/[<&>]/g, "") + found.rich
                textFormat: Text.StyledText
                color: Theme.muted
                font.pixelSize: 13
                maximumLineCount: 1
                Accessible.ignored: true
            }
        }
    }
}
