// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The way to the advanced settings, and what is set there.
ColumnLayout {
    id: foot
    required property ConnectionController connection
    signal advancedWanted()

    spacing: 4
    Line { Layout.fillWidth: true }
    Words {
        visible: foot.connection.manual
        Layout.fillWidth: true
        Layout.topMargin: 8
        text: qsTr("Set by hand: %1").arg(foot.connection.summary)
        color: Theme.muted
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
    }
    LinkButton {
        objectName: "advancedButton"
        Layout.topMargin: 4
        Layout.leftMargin: -4
        text: qsTr("Advanced settings")
        onClicked: foot.advancedWanted()
    }
}
