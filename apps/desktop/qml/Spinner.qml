// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Something is under way.
Icon {
    id: spinner
    property bool running: visible

    name: "running"
    color: Theme.accent
    RotationAnimation on rotation {
        running: spinner.running
        from: 0
        to: 360
        duration: 900
        loops: Animation.Infinite
    }
}
