// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Nothing to do here while the person is in the browser.
RowLayout {
    spacing: 12
    Spinner {}
    Words {
        Layout.fillWidth: true
        text: qsTr("Waiting for your browser. This goes on by itself when you are done there.")
        wrapMode: Text.Wrap
        lineHeight: 1.15
    }
}
