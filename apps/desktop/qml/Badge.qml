// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// A count on a coloured ground; nothing where there is nothing to count.
Rectangle {
    id: badge
    property int count: 0
    property string sign       // in place of the number
    property bool quiet: false // counts, but asks for nothing
    property color words: quiet ? Theme.muted : Theme.accentInk

    visible: count > 0
    implicitHeight: 18
    implicitWidth: Math.max(18, number.implicitWidth + 10)
    radius: 9
    color: quiet ? Theme.pressed : Theme.accent
    Accessible.ignored: true
    Text {
        id: number
        anchors.centerIn: parent
        text: badge.sign !== "" ? badge.sign : badge.count > 99 ? "99+" : badge.count
        color: badge.words
        font.pixelSize: Theme.tiny
        font.weight: Font.DemiBold
        Accessible.ignored: true
    }
}
