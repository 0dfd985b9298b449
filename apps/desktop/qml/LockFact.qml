// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// One lock and what it means.
RowLayout {
    id: fact
    property string iconName
    property color tint
    property string title
    property string words

    spacing: 12
    Icon { Layout.alignment: Qt.AlignTop; Layout.topMargin: 2; name: fact.iconName; size: 20; color: fact.tint }
    Column {
        Layout.fillWidth: true
        spacing: 2
        Words { width: parent.width; text: fact.title; font.weight: Font.DemiBold }
        Words { width: parent.width; text: fact.words; color: Theme.muted; font.pixelSize: 13; wrapMode: Text.Wrap; lineHeight: 1.15 }
    }
}
