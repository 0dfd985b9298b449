// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// How loud it is now: a bar, and words that say of what.
Column {
    id: meter
    required property real level
    required property string words

    spacing: 8
    Words { width: parent.width; text: meter.words; color: Theme.muted; wrapMode: Text.Wrap }
    Rectangle {
        objectName: "soundMeter"
        width: parent.width
        height: 12
        radius: 6
        color: Theme.field
        border.color: Theme.outline
        Accessible.role: Accessible.ProgressBar
        Accessible.name: qsTr("Level: %1 %").arg(Math.round(meter.level * 10) * 10)
        Rectangle {
            x: 2
            y: 2
            height: parent.height - 4
            width: Math.max(0, (parent.width - 4) * meter.level)
            radius: 4
            color: meter.level > 0.9 ? Theme.danger : Theme.success
        }
    }
}
