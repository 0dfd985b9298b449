// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// What hangs on the pointer while somebody is pulled sideways out of a list, to be dropped on a
// group chat or on a group of the list. Up and down, the list moves as usual.
Item {
    id: carrier
    required property string address
    required property string name
    property string who: address
    property string group
    // What is pulled. The handler stands there: in an item above it, it would keep presses to itself.
    required property Item row

    DragHandler {
        id: pull
        parent: carrier.row
        enabled: carrier.enabled
        target: null
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        yAxis.enabled: false
        onActiveChanged: if (active) ghost.Drag.start(); else ghost.Drag.drop()
    }
    Rectangle {
        id: ghost
        readonly property string address: carrier.address
        readonly property string who: carrier.who
        readonly property string group: carrier.group
        visible: pull.active
        parent: carrier.Window.contentItem
        x: pull.centroid.scenePosition.x + 8
        y: pull.centroid.scenePosition.y + 8
        z: 100
        width: Math.min(label.implicitWidth + 28, 240)
        height: 34
        radius: 17
        color: Theme.accent
        Drag.source: ghost
        Drag.keys: ["sidetone/person"]
        Drag.hotSpot: Qt.point(-8, -8)
        Words {
            id: label
            x: 14
            width: parent.width - 28
            anchors.verticalCenter: parent.verticalCenter
            text: carrier.name
            color: Theme.accentInk
            maximumLineCount: 1
            Accessible.ignored: true
        }
    }
}
