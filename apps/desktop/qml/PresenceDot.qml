// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Presence by shape and colour: disc, clock, bar, ring.
Rectangle {
    id: dot
    property int availability: Shown.Availability.Unknown
    property int size: 14
    property color ground: Theme.surface
    readonly property bool isAway: availability === Shown.Availability.Away
                                   || availability === Shown.Availability.ExtendedAway
    readonly property bool isBusy: availability === Shown.Availability.DoNotDisturb
    readonly property bool isThere: availability === Shown.Availability.Available
    readonly property color shade: isThere ? Theme.available : isAway ? Theme.away
                                 : isBusy ? Theme.busy : Theme.offline

    visible: availability !== Shown.Availability.Unknown
    width: size
    height: size
    radius: size / 2
    color: ground
    Accessible.ignored: true

    Rectangle {
        id: disc
        anchors.centerIn: parent
        width: dot.size - 4
        height: width
        radius: width / 2
        color: dot.isThere || dot.isAway || dot.isBusy ? dot.shade : dot.ground
        border.width: dot.isThere || dot.isAway || dot.isBusy ? 0 : 2
        border.color: dot.shade
        Rectangle {
            visible: dot.isAway
            x: disc.width / 2 - 0.75
            y: disc.height * 0.2
            width: 1.5
            height: disc.height * 0.38
            color: dot.ground
        }
        Rectangle {
            visible: dot.isAway
            x: disc.width / 2 - 0.75
            y: disc.height / 2 - 0.25
            width: disc.width * 0.36
            height: 1.5
            color: dot.ground
        }
        Rectangle {
            visible: dot.isBusy
            anchors.centerIn: parent
            width: disc.width * 0.6
            height: 2
            color: dot.ground
        }
    }
}
