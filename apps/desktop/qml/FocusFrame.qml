// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The ring around what has the keyboard.
Rectangle {
    property bool shown: false
    property int gap: 2

    anchors.fill: parent
    anchors.margins: -gap
    visible: shown
    color: "transparent"
    border.width: 2
    border.color: Theme.accent
    radius: (parent as Rectangle)?.radius + gap
}
