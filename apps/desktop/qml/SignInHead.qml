// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The name of the program and one sentence.
ColumnLayout {
    id: head
    property string words

    spacing: 16
    RowLayout {
        spacing: 12
        Rectangle {
            implicitWidth: 44
            implicitHeight: 44
            radius: 12
            color: Theme.accent
            Icon { anchors.centerIn: parent; name: "sidetone"; size: 26; color: Theme.accentInk }
        }
        Words {
            text: qsTr("Sidetone")
            font.pixelSize: Theme.headline
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
        }
    }
    Words {
        Layout.fillWidth: true
        text: head.words
        color: Theme.muted
        wrapMode: Text.Wrap
        lineHeight: 1.2
    }
}
