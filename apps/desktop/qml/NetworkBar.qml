// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Offline, or a network that wants a sign-in of its own, above the sign-in page.
Rectangle {
    id: bar
    required property NetworkController network
    readonly property bool captive: network.state === Shown.Network.CaptivePortal

    visible: captive || network.state === Shown.Network.Offline
    implicitHeight: visible ? row.implicitHeight + 20 : 0
    radius: Theme.radius
    color: Theme.warningGround
    border.color: Theme.warning
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text
    RowLayout {
        id: row
        x: 14
        width: parent.width - 24
        anchors.verticalCenter: parent.verticalCenter
        spacing: 10
        Icon { name: "warning"; size: 17; color: Theme.warning }
        Words {
            id: words
            Layout.fillWidth: true
            text: bar.network.detail
            font.pixelSize: 13
            wrapMode: Text.Wrap
        }
        LinkButton {
            visible: bar.captive && bar.network.portal !== ""
            tint: Theme.text
            text: qsTr("Open its page")
            onClicked: bar.network.openPortal()
        }
    }
}
