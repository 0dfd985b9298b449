// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// What sources said that could not be taken, and why.
Item {
    id: list
    property string remarks

    implicitHeight: visible ? words.height + 32 : 0
    height: implicitHeight
    visible: remarks !== ""
    Column {
        id: words
        x: 20
        y: 20
        width: parent.width - 40
        spacing: 6
        Words {
            text: qsTr("Not taken")
            color: Theme.muted
            font.pixelSize: Theme.small
            font.weight: Font.DemiBold
        }
        Words {
            width: parent.width
            text: list.remarks
            color: Theme.muted
            font.pixelSize: Theme.small
            wrapMode: Text.Wrap
            lineHeight: 1.3
        }
    }
}
