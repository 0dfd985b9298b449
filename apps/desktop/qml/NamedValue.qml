// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// A name and its value; nothing without a value.
Item {
    id: pair
    property string name
    property string value
    property int nameWidth: 84
    property color valueColor: Theme.text

    visible: value !== ""
    implicitHeight: visible ? words.implicitHeight : 0
    Words {
        width: pair.nameWidth - 8
        text: pair.name
        color: Theme.muted
        font.pixelSize: Theme.small
    }
    Words {
        id: words
        x: pair.nameWidth
        width: pair.width - x
        text: pair.value
        color: pair.valueColor
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
        lineHeight: 1.15
    }
}
