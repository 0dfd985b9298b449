// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Who the conversation is with, whether it is protected, and the button to call.
Rectangle {
    id: header
    required property ChatController chat
    required property bool secure
    property bool stacked: false
    property bool callable: false
    signal back()
    signal called()

    implicitHeight: Theme.header
    color: Theme.surface

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: header.stacked ? 4 : 20
        anchors.rightMargin: header.stacked ? 8 : 16
        spacing: 10
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
            initials: header.chat.initials
            hue: header.chat.hue
            availability: header.chat.availability
        }
        Column {
            Layout.fillWidth: true
            Layout.leftMargin: 4
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
            objectName: "callButton"
            text: qsTr("Call %1").arg(header.chat.name)
            keys: Keymap.call
            iconName: "phone"
            size: Theme.touch
            iconSize: 20
            tint: Theme.accent
            enabled: header.callable
            onClicked: header.called()
        }
    }
    Line { width: parent.width; anchors.bottom: parent.bottom }
}
