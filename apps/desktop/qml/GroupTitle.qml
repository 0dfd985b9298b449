// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The title of a group of contacts; somebody can be dropped on it.
Item {
    id: title
    required property string section
    readonly property string group: section === qsTr("All contacts") ? ""
                                  : section === qsTr("Favourites") ? "Favourites" : section
    signal dropped(string who, string from, string to)

    width: ListView.view.width
    height: 32
    GroupDrop { anchors.fill: parent; onTaken: (who, from) => title.dropped(who, from, title.group) }
    Words {
        x: 20
        width: parent.width - 40
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 6
        text: title.section
        color: Theme.faint
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }
}
