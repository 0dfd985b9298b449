// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Appearance, connection, help, signing out.
Flickable {
    id: pane
    required property Desktop desktop
    signal pageWanted(string page)
    signal helpWanted()

    function enter() { status.forceActiveFocus(Qt.TabFocusReason) }

    Component.onCompleted: pane.desktop.handlers.look()
    contentHeight: content.height + 24
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    Column {
        id: content
        x: 12
        y: 4
        width: parent.width - 24
        spacing: 4
        Words {
            x: 8
            height: 32
            verticalAlignment: Text.AlignVCenter
            text: qsTr("Appearance")
            color: Theme.faint
            font.pixelSize: Theme.small
            font.weight: Font.DemiBold
        }
        ThemeChoice { width: parent.width; settings: pane.desktop.settings }
        Item { width: 1; height: 8 }
        SettingsRow {
            id: status
            width: parent.width
            iconName: "signal"
            text: qsTr("Connection status")
            detail: pane.desktop.trouble.words === "" ? qsTr("All services are connected")
                                                      : pane.desktop.trouble.words
            onClicked: pane.pageWanted("status")
        }
        SettingsRow {
            objectName: "soundRow"
            visible: pane.desktop.sound.available
            width: parent.width
            iconName: "mic"
            text: qsTr("Sound")
            detail: pane.desktop.sound.summary
            onClicked: pane.pageWanted("sound")
        }
        SettingsRow {
            objectName: "contactListRow"
            width: parent.width
            iconName: "people"
            text: qsTr("Contacts")
            detail: qsTr("Groups, import and export")
            onClicked: pane.pageWanted("contact-list")
        }
        SettingsRow {
            objectName: "directoryRow"
            width: parent.width
            iconName: "folder"
            text: qsTr("Directory")
            detail: pane.desktop.directory.summary
            onClicked: pane.pageWanted("directory")
        }
        SettingsRow {
            objectName: "cameraRow"
            visible: pane.desktop.camera.available
            width: parent.width
            iconName: "video"
            text: qsTr("Camera")
            detail: pane.desktop.camera.summary
            onClicked: pane.pageWanted("camera")
        }
        SettingsRow {
            objectName: "parametersButton"
            width: parent.width
            iconName: "gear"
            text: qsTr("All settings")
            detail: qsTr("Every value and where it comes from")
            onClicked: pane.pageWanted("parameters")
        }
        SettingsRow {
            objectName: "connectionButton"
            width: parent.width
            iconName: "screen"
            text: qsTr("Advanced settings")
            detail: pane.desktop.connection.summary
            onClicked: pane.pageWanted("connection")
        }
        SettingsRow {
            objectName: "reportRow"
            width: parent.width
            iconName: "info"
            text: qsTr("Problem report")
            detail: qsTr("Read it before you send it")
            onClicked: pane.pageWanted("report")
        }
        SettingsRow {
            objectName: "blockedRow"
            width: parent.width
            iconName: "block"
            text: qsTr("Blocked people")
            detail: pane.desktop.privacy.whyNot !== "" ? pane.desktop.privacy.whyNot
                  : pane.desktop.privacy.blocked.length === 0 ? qsTr("Nobody is blocked")
                  : pane.desktop.privacy.blocked.join(", ")
            onClicked: pane.pageWanted("blocked")
        }
        SettingsRow {
            objectName: "historyTransferRow"
            width: parent.width
            iconName: "download"
            text: qsTr("Messages of another device")
            detail: pane.desktop.historyTransfer.title
            onClicked: pane.pageWanted("history-transfer")
        }
        SettingsRow {
            objectName: "linksRow"
            visible: pane.desktop.handlers.summary !== ""
            width: parent.width
            iconName: "chat"
            text: pane.desktop.handlers.others === "" ? qsTr("Links open here")
                                                      : qsTr("Open links here")
            detail: pane.desktop.handlers.summary
            onClicked: pane.desktop.handlers.claim()
        }
        SettingsRow {
            width: parent.width
            iconName: "keyboard"
            text: qsTr("Keyboard shortcuts")
            detail: Keymap.help
            onClicked: pane.helpWanted()
        }
        SettingsRow {
            objectName: "signOutButton"
            width: parent.width
            iconName: "leave"
            tint: Theme.danger
            text: qsTr("Sign out")
            detail: pane.desktop.session.address
            onClicked: pane.desktop.session.signOut()
        }
        Words {
            x: 12
            topPadding: 16
            text: qsTr("Sidetone %1").arg(pane.desktop.version)
            color: Theme.faint
            font.pixelSize: Theme.small
        }
    }
}
