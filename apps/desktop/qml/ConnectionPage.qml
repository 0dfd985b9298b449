// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The connection settings, for who is signed in.
SidePage {
    id: page

    function enter() { form.enter() }

    title: qsTr("Advanced settings")
    Component.onCompleted: page.desktop.connection.load()
    ScrollColumn {
        inset: page.stacked ? 16 : 24
        most: 480
        ConnectionForm {
            id: form
            Layout.fillWidth: true
            titled: false
            connection: page.desktop.connection
            onDone: page.back()
        }
    }
}
