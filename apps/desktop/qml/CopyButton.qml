// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// A button that copies, and says that it did.
PushButton {
    id: button
    property bool done: false

    implicitHeight: 32
    iconName: done ? "check" : "copy"
    Accessible.name: done ? qsTr("Copied") : text
    onClicked: { button.done = true; rest.restart() }
    Timer { id: rest; interval: 2000; onTriggered: button.done = false }
}
