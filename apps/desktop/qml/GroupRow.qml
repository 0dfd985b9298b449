// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// A group of contacts: its name to be changed, its place among the others, and out of the list.
Item {
    id: row
    property string name
    property bool first
    property bool last
    signal renamed(string to)
    signal moved(int by)
    signal removed()
    signal taken(string who, string from)

    implicitHeight: 44
    GroupDrop { anchors.fill: parent; onTaken: (who, from) => row.taken(who, from) }
    RowLayout {
        anchors.fill: parent
        spacing: 4
        Field {
            id: field
            Layout.fillWidth: true
            label: qsTr("Name of the group %1").arg(row.name)
            text: row.name
            onAccepted: row.renamed(text)
        }
        IconButton { enabled: field.text.trim() !== "" && field.text !== row.name; text: qsTr("Keep the name %1").arg(field.text); iconName: "check"; onClicked: row.renamed(field.text) }
        IconButton { enabled: !row.first; text: qsTr("Move %1 up").arg(row.name); iconName: "arrow-down"; rotation: 180; onClicked: row.moved(-1) }
        IconButton { enabled: !row.last; text: qsTr("Move %1 down").arg(row.name); iconName: "arrow-down"; onClicked: row.moved(1) }
        IconButton { text: qsTr("Remove the group %1; its people stay").arg(row.name); iconName: "trash"; tint: Theme.danger; onClicked: row.removed() }
    }
}
