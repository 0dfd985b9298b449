// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Window
import Sidetone

// A person as their picture, or as a coloured disc with initials where the directory has none, with
// their presence at its edge; or a group.
Item {
    id: avatar
    property string initials
    property string who  // address or number, for the picture
    property int hue: 0
    property int availability: Shown.Availability.Unknown
    property bool room: false  // a group: a square with soft corners
    property int size: 40
    property color ground: Theme.surface

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        radius: avatar.room ? width * 0.28 : width / 2
        color: Theme.people[avatar.hue]
        Icon {
            visible: avatar.room
            anchors.centerIn: parent
            name: avatar.room ? "people" : ""
            size: Math.round(avatar.size * 0.5)
            color: Theme.fillInk
        }
        Text {
            visible: !avatar.room
            anchors.centerIn: parent
            text: avatar.initials
            color: Theme.fillInk
            font.pixelSize: Math.round(avatar.size * 0.37)
            font.weight: Font.Medium
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
    }
    Image {
        visible: status === Image.Ready
        anchors.fill: parent
        source: avatar.room || avatar.who === "" ? "" : "image://person/" + encodeURIComponent(avatar.who)
        sourceSize: Qt.size(Math.round(avatar.size * Screen.devicePixelRatio),
                            Math.round(avatar.size * Screen.devicePixelRatio))
        Accessible.ignored: true
    }
    PresenceDot {
        visible: !avatar.room && availability !== Shown.Availability.Unknown
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: -2
        availability: avatar.availability
        ground: avatar.ground
        size: Math.max(13, Math.round(avatar.size * 0.36))
    }
}
