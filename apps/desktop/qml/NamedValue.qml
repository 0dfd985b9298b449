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
    property int textSize: Theme.small
    property bool exact: false

    visible: value !== ""
    implicitHeight: visible ? words.implicitHeight : 0
    Words {
        width: pair.nameWidth - 8
        text: pair.name
        color: Theme.muted
        font.pixelSize: pair.textSize
    }
    Words {
        id: words
        x: pair.nameWidth
        width: pair.width - x
        text: pair.value
        color: pair.valueColor
        font: pair.exact ? Theme.fixed : Qt.font({ family: Theme.input.family, pixelSize: pair.textSize })
        wrapMode: Text.Wrap
        lineHeight: 1.15
    }
}
