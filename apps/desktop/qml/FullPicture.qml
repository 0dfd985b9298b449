// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The picture of the call over all of the window, with what can be done with the call below.
Rectangle {
    id: full
    required property Desktop desktop

    objectName: "fullPicture"
    color: "#000000"
    MouseArea { anchors.fill: parent; hoverEnabled: true }
    VideoStage {
        width: parent.width
        height: parent.height - bar.height
        desktop: full.desktop
    }
    CallBar {
        id: bar
        width: parent.width
        anchors.bottom: parent.bottom
        narrow: full.width < 520
        calls: full.desktop.calls
    }
    Shortcut { sequence: "Esc"; onActivated: full.desktop.calls.video.full = false }
}
