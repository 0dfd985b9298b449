// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The number or address that is typed, as something to call.
ListRow {
    id: row
    property string target

    focusPolicy: Qt.TabFocus
    text: qsTr("Call %1").arg(target)
    contentItem: Item {
        opacity: row.enabled ? 1 : 0.5
        Rectangle {
            id: disc
            x: 18
            anchors.verticalCenter: parent.verticalCenter
            width: 40
            height: 40
            radius: 20
            color: Theme.successFill
            Icon { anchors.centerIn: parent; name: "phone"; color: Theme.fillInk; size: 18 }
        }
        Words {
            x: 72
            width: parent.width - x - 20
            anchors.verticalCenter: parent.verticalCenter
            text: row.text
            font.weight: Font.Medium
            Accessible.ignored: true
        }
    }
}
