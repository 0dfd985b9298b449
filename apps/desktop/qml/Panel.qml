// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// A card above everything else; Esc closes it.
T.Popup {
    padding: 16
    margins: 8
    focus: true
    background: Rectangle {
        radius: Theme.cardRadius
        color: Theme.raised
        border.color: Theme.border
    }
}
