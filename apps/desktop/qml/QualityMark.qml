// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// How good a call sounds: one, two or three bars, so that it is not told by colour alone.
Row {
    id: mark
    required property CallFigures figures

    spacing: 2
    Accessible.role: Accessible.Indicator
    Accessible.name: qsTr("Quality: %1").arg(figures.gradeWords)
    Repeater {
        model: 3
        Rectangle {
            required property int index
            readonly property bool lit: index < mark.figures.grade
            width: 4
            height: 6 + index * 4
            y: 14 - height
            radius: 1
            color: !lit ? Theme.outline : mark.figures.grade === 1 ? Theme.danger
                 : mark.figures.grade === 2 ? Theme.warning : Theme.success
            opacity: lit ? 1 : 0.4
        }
    }
}
