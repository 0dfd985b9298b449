// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// A thin scroll bar.
T.ScrollBar {
    id: bar
    padding: 2
    visible: size < 1
    implicitWidth: 10
    minimumSize: 0.06
    Accessible.ignored: true
    contentItem: Rectangle {
        implicitWidth: 6
        radius: 3
        color: Theme.outline
        opacity: bar.pressed || bar.hovered ? 0.9 : bar.active ? 0.6 : 0.3
    }
}
