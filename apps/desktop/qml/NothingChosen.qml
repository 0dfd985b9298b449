// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The right part while no conversation is open.
Rectangle {
    id: page
    required property Desktop desktop

    color: Theme.window
    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        CallSlot {
            Layout.fillWidth: true
            desktop: page.desktop
            room: page.height * 0.4
            shown: page.visible
            narrow: page.width < 520
        }
        EmptyState {
            Layout.fillWidth: true
            Layout.fillHeight: true
            iconName: "chat"
            title: qsTr("No conversation open")
            words: qsTr("Pick somebody to chat with or to call. %1 searches, %2 shows all keys.")
                   .arg(Keymap.search).arg(Keymap.help)
        }
    }
}
