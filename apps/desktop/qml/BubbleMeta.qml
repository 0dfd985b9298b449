// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Beside a message's words: whether it was changed, how it was protected, its time, how far it got.
Row {
    id: meta
    required property Item bubble

    spacing: 4
    Words {
        visible: meta.bubble.edited
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("edited")
        color: Theme.bubbleMeta
        font.pixelSize: Theme.tiny
        font.italic: true
        Accessible.ignored: true
    }
    Icon {
        visible: meta.bubble.lock === Shown.Protection.Omemo || meta.bubble.lock === Shown.Protection.LegacyOmemo
        anchors.verticalCenter: parent.verticalCenter
        name: "lock"
        size: 11
        color: Theme.bubbleMeta
    }
    Words {
        anchors.verticalCenter: parent.verticalCenter
        text: meta.bubble.time
        color: Theme.bubbleMeta
        font.pixelSize: Theme.tiny
        Accessible.ignored: true
    }
    Icon {
        visible: meta.bubble.mine
        anchors.verticalCenter: parent.verticalCenter
        size: 14
        name: meta.bubble.deliveryState === Shown.Delivery.Queued ? "clock"
            : meta.bubble.deliveryState === Shown.Delivery.Sent ? "check"
            : meta.bubble.failed ? "warning" : "checks"
        color: meta.bubble.failed ? Theme.danger
             : meta.bubble.deliveryState === Shown.Delivery.Read ? Theme.accent : Theme.bubbleMeta
    }
}
