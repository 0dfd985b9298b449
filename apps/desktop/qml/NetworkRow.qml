// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Where this computer is, and the way out of a network that wants a sign-in of its own.
StatusRow {
    id: row
    required property NetworkController network
    readonly property bool captive: network.state === Shown.Network.CaptivePortal
    readonly property bool offline: network.state === Shown.Network.Offline
    readonly property bool unknown: network.state === Shown.Network.Unknown

    first: true
    name: qsTr("Network")
    stateWords: network.words
    detail: network.detail
    mark: offline ? Theme.danger : captive ? Theme.warning : unknown ? Theme.muted : Theme.success
    ground: offline ? Theme.dangerGround : "transparent"
    picture: offline ? "failed" : captive ? "warning" : unknown ? "not-there" : "done"
    PushButton {
        objectName: "portalButton"
        visible: row.captive && row.network.portal !== ""
        implicitHeight: visible ? 36 : 0
        text: qsTr("Open its page")
        onClicked: row.network.openPortal()
    }
}
