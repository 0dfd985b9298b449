// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The network and each service in one card, a line between them.
Rectangle {
    id: card
    required property Desktop desktop

    implicitHeight: rows.implicitHeight
    radius: Theme.cardRadius
    color: Theme.surface
    border.color: Theme.border
    ColumnLayout {
        id: rows
        width: parent.width
        spacing: 0
        NetworkRow { Layout.fillWidth: true; network: card.desktop.network }
        Repeater {
            model: card.desktop.services
            ServiceRow { Layout.fillWidth: true }
        }
    }
}
