// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Why a search found nobody but contacts: the directory did not answer.
Item {
    id: trouble
    property string sentence

    visible: sentence !== ""
    implicitHeight: words.height + 20
    Accessible.role: Accessible.AlertMessage
    Accessible.name: sentence
    Icon { x: 20; y: 11; name: "warning"; size: 15; color: Theme.warning }
    Words {
        id: words
        objectName: "searchTrouble"
        x: 44
        y: 10
        width: parent.width - x - 20
        text: trouble.sentence
        color: Theme.muted
        font.pixelSize: 13
        wrapMode: Text.Wrap
        lineHeight: 1.15
        Accessible.ignored: true
    }
}
