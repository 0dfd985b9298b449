// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The words of a call bar.
RowLayout {
    id: line
    required property CallView call
    readonly property color mark: !call.live ? Theme.danger : call.held ? Theme.warning
                                                                       : Theme.success

    spacing: 8
    Rectangle {
        visible: line.call.live
        implicitWidth: 8
        implicitHeight: 8
        radius: 4
        color: line.mark
    }
    Icon { visible: !line.call.live; name: "info"; size: 16; color: line.mark }
    Words {
        Layout.fillWidth: true
        Layout.maximumWidth: Math.ceil(implicitWidth)
        text: !line.call.live ? qsTr("%1 \u00b7 %2").arg(line.call.words).arg(line.call.name)
            : line.call.callState === Shown.Call.Connected
              ? qsTr("In call with %1").arg(line.call.name)
              : qsTr("%1 \u00b7 %2").arg(line.call.words).arg(line.call.name)
        font.weight: Font.DemiBold
    }
    Words {
        visible: text !== ""
        text: line.call.time
        color: Theme.muted
    }
    Icon {
        visible: line.call.connected
        name: line.call.endToEnd ? "shield-check" : line.call.secure ? "lock" : "lock-open"
        size: 14
        color: line.call.secure ? Theme.success : Theme.warning
        Accessible.ignored: false
        Accessible.role: Accessible.Graphic
        Accessible.name: line.call.secureWords
    }
    Item { Layout.fillWidth: true }
}
