// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// The reactions under a message; a press adds ours or takes it back.
Flow {
    id: row
    required property var reactions
    required property real most
    signal reacted(string emoji)

    width: Math.min(most, reactions.length * 52)
    spacing: 4
    Repeater {
        model: row.reactions
        T.AbstractButton {
            id: chip
            required property var modelData
            implicitWidth: 46
            implicitHeight: 26
            focusPolicy: Qt.NoFocus
            hoverEnabled: true
            Accessible.role: Accessible.CheckBox
            Accessible.name: qsTr("%1 from %2").arg(modelData.emoji).arg(modelData.names)
            Accessible.checked: modelData.ours
            Accessible.onPressAction: chip.clicked()
            onClicked: row.reacted(modelData.emoji)
            background: Rectangle {
                radius: 13
                color: chip.modelData.ours ? Theme.selected : Theme.surface
                border.color: chip.modelData.ours ? Theme.accent : Theme.border
            }
            contentItem: Row {
                leftPadding: 8
                spacing: 4
                Text { anchors.verticalCenter: parent.verticalCenter; text: chip.modelData.emoji; font.family: "Noto Color Emoji"; font.pixelSize: 14; textFormat: Text.PlainText; Accessible.ignored: true }
                Words { anchors.verticalCenter: parent.verticalCenter; text: chip.modelData.count; font.pixelSize: Theme.small; color: chip.modelData.ours ? Theme.accent : Theme.muted; Accessible.ignored: true }
            }
            Loader {
                anchors.fill: parent
                active: chip.hovered
                sourceComponent: Hint { visible: true; text: chip.modelData.names }
            }
        }
    }
}
