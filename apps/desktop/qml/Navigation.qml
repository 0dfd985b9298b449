// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The places of the hub: a rail at the side, or a bar at the bottom of a phone.
Rectangle {
    id: navigation
    required property Desktop desktop
    property bool flat: false
    property string place
    signal chosen(string place)
    signal themeToggled()

    implicitWidth: Theme.railWidth
    implicitHeight: 64
    color: flat ? Theme.surface : Theme.rail
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Navigation")

    GridLayout {
        anchors.fill: parent
        anchors.topMargin: navigation.flat ? 2 : 10
        anchors.bottomMargin: navigation.flat ? 0 : 10
        flow: navigation.flat ? GridLayout.LeftToRight : GridLayout.TopToBottom
        columns: navigation.flat ? -1 : 1
        rows: navigation.flat ? 1 : -1
        rowSpacing: 4
        columnSpacing: 0
        NavButton {
            Layout.fillWidth: true
            text: qsTr("Contacts")
            iconName: "people"
            chosenIcon: "people-fill"
            chosen: navigation.place === "contacts"
            onClicked: navigation.chosen("contacts")
        }
        NavButton {
            Layout.fillWidth: true
            text: qsTr("Chats")
            iconName: "chat"
            chosenIcon: "chat-fill"
            count: navigation.desktop.conversations.unread
            chosen: navigation.place === "chats"
            onClicked: navigation.chosen("chats")
        }
        NavButton {
            Layout.fillWidth: true
            text: qsTr("Calls")
            iconName: "phone"
            count: navigation.desktop.history.missed
            chosen: navigation.place === "calls"
            onClicked: navigation.chosen("calls")
        }
        NavButton {
            visible: navigation.desktop.voicemail.available
            Layout.fillWidth: true
            text: qsTr("Voicemail")
            iconName: "voicemail"
            count: navigation.desktop.voicemail.unread
            chosen: navigation.place === "voicemail"
            onClicked: navigation.chosen("voicemail")
        }
        Item { visible: !navigation.flat; Layout.fillHeight: true }
        NavButton {
            visible: !navigation.flat
            Layout.fillWidth: true
            text: Theme.dark ? qsTr("Light") : qsTr("Dark")
            Accessible.name: Theme.dark ? qsTr("Change to the light theme")
                                        : qsTr("Change to the dark theme")
            iconName: Theme.dark ? "sun" : "moon"
            onClicked: navigation.themeToggled()
        }
        NavButton {
            Layout.fillWidth: true
            text: qsTr("Settings")
            iconName: "gear"
            chosen: navigation.place === "settings"
            onClicked: navigation.chosen("settings")
        }
    }
    Line { visible: navigation.flat; width: parent.width }
}
