// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Where there is nothing yet: a picture, and words that say why and what to do.
Item {
    id: empty
    property string iconName
    property string title
    property string words

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 48, 320)
        spacing: 8
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: 72
            height: 72
            radius: 36
            color: Theme.pressed
            Icon { anchors.centerIn: parent; name: empty.iconName; size: 30; color: Theme.faint }
        }
        Item { width: 1; height: 4 }
        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: empty.title
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }
        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: empty.words
            color: Theme.muted
            wrapMode: Text.Wrap
            lineHeight: 1.2
        }
    }
}
