// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The title above a part of a list.
Words {
    width: parent.width
    leftPadding: 20
    rightPadding: 20
    topPadding: 10
    bottomPadding: 6
    color: Theme.faint
    font.pixelSize: Theme.small
    font.weight: Font.DemiBold
}
