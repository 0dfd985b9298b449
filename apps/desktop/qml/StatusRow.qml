// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// One line of the status: a mark and a word for the state, a name, what it says, where it is.
Item {
    id: row
    property string name
    property string stateWords
    property string detail
    property string server
    property string picture
    property color mark: Theme.success
    property color ground: "transparent"
    property bool first: false
    default property alias extra: actions.data

    implicitHeight: words.height + 28
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2. %3").arg(name).arg(stateWords).arg(detail)
    Rectangle { anchors.fill: parent; anchors.margins: 1; radius: Theme.cardRadius - 1; color: row.ground }
    Line { visible: !row.first; x: 54; width: parent.width - 54 }
    Icon { x: 18; y: 16; size: 20; name: row.picture; color: row.mark }
    Column {
        id: words
        x: 54
        y: 14
        width: parent.width - x - 18
        spacing: 4
        Item {
            width: parent.width
            height: title.height
            Words {
                id: title
                width: parent.width - state.width - 8
                text: row.name
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }
            Words {
                id: state
                anchors.right: parent.right
                text: row.stateWords
                color: row.mark
                font.pixelSize: 13
                font.weight: Font.Medium
                Accessible.ignored: true
            }
        }
        Words {
            visible: text !== ""
            width: parent.width
            text: row.detail
            color: Theme.muted
            font.pixelSize: 13
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Words {
            visible: text !== ""
            width: parent.width
            text: row.server
            color: Theme.muted
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
        Item { id: actions; width: parent.width; height: childrenRect.height; visible: height > 0 }
    }
}
