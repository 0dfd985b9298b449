// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

Item {
    required property string section

    width: ListView.view.width
    height: 32
    Words {
        x: 20
        width: parent.width - 40
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 6
        text: parent.section
        color: Theme.faint
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
    }
}
