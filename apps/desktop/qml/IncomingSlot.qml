// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Shows an incoming call: in the window, or as a card of its own that takes no focus, where the
// window is hidden, or behind another one and no notification tells of it. Who does not want to be
// disturbed sees it in the window alone.
Item {
    id: slot
    required property CallController calls
    property bool shown: true
    property bool quiet: false
    readonly property bool ringing: calls.incoming.active
    signal rang()

    anchors.fill: parent
    onRingingChanged: if (ringing && !quiet) rang()
    Loader {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: 12
        width: Math.min(360, slot.width - 24)
        active: slot.ringing && slot.shown
        sourceComponent: IncomingCard { objectName: "incomingCard"; calls: slot.calls }
    }
    Loader {
        active: slot.ringing && !slot.shown && !slot.quiet
        sourceComponent: Window {
            title: qsTr("Incoming call from %1").arg(slot.calls.incoming.name)
            width: 376
            height: card.implicitHeight + 16
            visible: true
            flags: Qt.Tool | Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint
                   | Qt.WindowDoesNotAcceptFocus
            color: Theme.window
            IncomingCard { id: card; anchors.fill: parent; anchors.margins: 8; calls: slot.calls }
        }
    }
}
