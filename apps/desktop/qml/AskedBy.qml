// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The server that asks, so that nobody gives a password to the wrong one.
Rectangle {
    id: who
    property string server

    visible: server !== ""
    implicitHeight: 40
    radius: Theme.radius
    color: Theme.field
    Icon { x: 12; anchors.verticalCenter: parent.verticalCenter; name: "lock"; size: 15 }
    Words {
        x: 36
        width: parent.width - x - 12
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("Asked by %1").arg(who.server)
        font.pixelSize: 13
        elide: Text.ElideMiddle
    }
}
