// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Who fixed it; nothing where nobody did.
Item {
    id: line
    property string text

    visible: text !== ""
    implicitHeight: words.implicitHeight + 8
    Icon { y: 5; name: "lock"; size: 13 }
    Words {
        id: words
        x: 20
        y: 4
        width: line.width - 20
        text: line.text
        color: Theme.muted
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
    }
}
