// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Text as everybody writes it here: plain, cut with an ellipsis where there is no room.
Text {
    color: Theme.text
    font.pixelSize: Theme.body
    textFormat: Text.PlainText
    elide: Text.ElideRight
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text === ""
}
