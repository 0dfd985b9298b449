// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// What a picture without words means, beside the pointer.
T.ToolTip {
    id: hint
    x: Math.round((parent.width - width) / 2)
    y: parent.height + 6
    delay: 600
    padding: 6
    leftPadding: 10
    rightPadding: 10
    margins: 6
    implicitWidth: words.implicitWidth + leftPadding + rightPadding
    implicitHeight: words.implicitHeight + topPadding + bottomPadding
    contentItem: Words {
        id: words
        text: hint.text
        color: Theme.dark ? Theme.text : "#ffffff"
        font.pixelSize: Theme.small
        Accessible.ignored: true
    }
    background: Rectangle {
        radius: 6
        color: Theme.dark ? "#39424f" : "#2a303b"
    }
}
