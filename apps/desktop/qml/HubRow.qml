// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// One thing that the hub's field found: a number to call, somebody, a room, a command, a message.
ListRow {
    id: found
    required property int index
    required property string kind
    required property string title
    required property string line
    required property string plain
    required property string who
    required property string address
    required property string number
    required property string command
    required property string message
    required property string initials
    required property string picture
    required property string time
    required property int hue
    required property int availability
    property bool callable: false
    readonly property bool person: kind === "person"
    readonly property bool disc: kind === "call" || kind === "command"
    signal called()
    signal personWanted()

    implicitHeight: line === "" ? 52 : Theme.row
    enabled: kind !== "call" || callable
    text: [title, plain, time].filter((part) => part !== "").join(", ")
    contentItem: Item {
        opacity: found.enabled ? 1 : 0.5
        Avatar {
            visible: !found.disc
            x: 18
            anchors.verticalCenter: parent.verticalCenter
            initials: found.initials
            who: found.who
            hue: found.hue
            room: found.kind === "room" || found.picture === "people"
            availability: found.availability
            ground: found.ground
        }
        Rectangle {
            visible: found.disc
            x: 18
            anchors.verticalCenter: parent.verticalCenter
            width: 40
            height: 40
            radius: 20
            color: found.kind === "call" ? Theme.successFill : Theme.pressed
            Icon {
                anchors.centerIn: parent
                name: found.disc ? found.picture : ""
                color: found.kind === "call" ? Theme.fillInk : Theme.muted
                size: 18
            }
        }
        Column {
            x: 72
            width: parent.width - x - (actions.visible ? actions.width + 24 : 24)
            anchors.verticalCenter: parent.verticalCenter
            spacing: 3
            Item {
                width: parent.width
                height: name.height
                Words { id: name; width: parent.width - when.width - 10; text: found.title; font.weight: Font.Medium; Accessible.ignored: true }
                Words { id: when; anchors.right: parent.right; anchors.baseline: name.baseline; text: found.time; color: Theme.muted; font.pixelSize: Theme.tiny; Accessible.ignored: true }
            }
            Words {
                visible: text !== ""
                width: parent.width
                text: found.line
                textFormat: Text.StyledText
                color: Theme.muted
                font.pixelSize: Theme.small
                maximumLineCount: 1
                Accessible.ignored: true
            }
        }
        Row {
            id: actions
            visible: found.person && (found.hovered || found.activeFocus || profile.visualFocus || call.visualFocus)
            anchors.right: parent.right
            anchors.rightMargin: 14
            anchors.verticalCenter: parent.verticalCenter
            IconButton {
                id: profile
                text: qsTr("Profile of %1").arg(found.title)
                keys: Keymap.person
                iconName: "info"
                fillHover: Theme.pressed
                onClicked: found.personWanted()
            }
            IconButton {
                id: call
                visible: found.callable && found.number !== ""
                text: qsTr("Call %1").arg(found.title)
                iconName: "phone"
                tint: Theme.accent
                fillHover: Theme.pressed
                onClicked: found.called()
            }
        }
    }
}
