// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Who the conversation is with, how it is protected, and the buttons to call and to look at the
// people of a group.
Rectangle {
    id: header
    required property Desktop desktop
    readonly property ChatController chat: desktop.chat
    readonly property bool secure: desktop.services.chatSecure
    property bool stacked: false
    property bool callable: false
    property bool panelOpen: false
    signal back()
    signal called()
    signal peopleWanted()
    signal findWanted()
    signal lockWanted(Item button)
    signal moreWanted(Item button)

    implicitHeight: Theme.header
    color: Theme.surface

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: header.stacked ? 4 : 20
        anchors.rightMargin: header.stacked ? 4 : 12
        spacing: header.stacked ? 2 : 4
        IconButton {
            visible: header.stacked
            text: qsTr("Back")
            keys: "Esc"
            iconName: "back"
            size: Theme.touch
            tint: Theme.text
            onClicked: header.back()
        }
        Avatar {
            Layout.leftMargin: header.stacked ? -6 : 0
            Layout.rightMargin: 8
            initials: header.chat.initials
            who: header.chat.room ? "" : header.chat.address
            hue: header.chat.hue
            room: header.chat.room
            availability: header.chat.room ? Shown.Availability.Unknown : header.chat.availability
        }
        Column {
            Layout.fillWidth: true
            spacing: 2
            Words {
                width: parent.width
                text: header.chat.name
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }
            Row {
                width: parent.width
                spacing: 6
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: header.secure ? "lock" : "lock-open"
                    size: 12
                    color: header.secure ? Theme.success : Theme.warning
                    Accessible.ignored: false
                    Accessible.role: Accessible.Graphic
                    Accessible.name: header.secure
                        ? qsTr("Encrypted between you and the server (TLS)")
                        : qsTr("Not connected: nothing is sent right now")
                    HoverHandler { id: over }
                    Loader {
                        anchors.fill: parent
                        active: over.hovered
                        sourceComponent: Hint { visible: true; text: parent.parent.Accessible.name }
                    }
                }
                Words {
                    width: parent.width - 18
                    text: header.chat.peerTyping ? qsTr("is typing \u2026") : header.chat.line
                    color: header.chat.peerTyping ? Theme.accent : Theme.muted
                    font.pixelSize: Theme.small
                }
            }
        }
        IconButton {
            id: padlock
            objectName: "lockButton"
            text: header.desktop.encryption.sentence
            keys: Keymap.devices
            iconName: header.desktop.encryption.encrypted
                ? (header.desktop.encryption.verified ? "shield-check" : "shield") : "lock-open"
            size: header.stacked ? 40 : Theme.touch
            iconSize: 20
            tint: header.desktop.encryption.refused ? Theme.danger
                : header.desktop.encryption.encrypted ? Theme.success : Theme.muted
            onClicked: header.lockWanted(padlock)
            Rectangle {
                visible: header.desktop.encryption.newDevices
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: 8
                width: 8
                height: 8
                radius: 4
                color: Theme.warning
            }
        }
        IconButton {
            visible: header.chat.room
            objectName: "peopleButton"
            text: header.panelOpen ? qsTr("Hide the people") : qsTr("People and settings of the group")
            keys: Keymap.members
            iconName: header.panelOpen ? "people-fill" : "people"
            size: header.stacked ? 40 : Theme.touch
            iconSize: 20
            tint: header.panelOpen ? Theme.accent : Theme.muted
            onClicked: header.peopleWanted()
        }
        IconButton {
            visible: !header.stacked
            objectName: "findButton"
            text: qsTr("Search in this chat")
            keys: Keymap.findHere
            iconName: "search"
            size: Theme.touch
            onClicked: header.findWanted()
        }
        IconButton {
            objectName: "callButton"
            visible: !header.chat.room
            text: qsTr("Call %1").arg(header.chat.name)
            keys: Keymap.call
            iconName: "phone"
            size: header.stacked ? 40 : Theme.touch
            iconSize: 20
            tint: Theme.accent
            enabled: header.callable
            onClicked: header.called()
        }
        IconButton {
            id: more
            objectName: "moreButton"
            text: qsTr("More about this chat")
            iconName: "more"
            size: header.stacked ? 40 : Theme.touch
            onClicked: header.moreWanted(more)
        }
    }
    Line { width: parent.width; anchors.bottom: parent.bottom }
}
