// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// What an owner may set about a room, and its end.
SidePage {
    id: page
    readonly property RoomController room: desktop.room
    readonly property var switches: [
        { what: "isPersistent", text: qsTr("Stays when all have left") },
        { what: "isMembersOnly", text: qsTr("Only members may come in") },
        { what: "isPublic", text: qsTr("Stands in the list of rooms") },
        { what: "isModerated", text: qsTr("Only who has been given the word may write") },
        { what: "showsAddresses", text: qsTr("Everybody sees who is who"), detail: qsTr("End-to-end encryption of a group needs it.") },
        { what: "allowsInvitations", text: qsTr("Everybody may invite") },
        { what: "allowsSubject", text: qsTr("Everybody may change the subject") }
    ]
    property var edited: room.settings

    function enter() { name.forceActiveFocus(Qt.TabFocusReason) }
    function edit(what: string, value: var) { page.edited = Object.assign({}, page.edited, { [what]: value }) }
    function save() {
        page.room.saveSettings(page.edited)
        page.chatWanted(page.desktop.chat.address)
    }

    title: qsTr("Settings of %1").arg(desktop.chat.name)
    Component.onCompleted: page.room.loadSettings()
    Connections { target: page.room; function onSettingsChanged() { page.edited = page.room.settings } }
    ScrollColumn {
        inset: page.stacked ? 16 : 24
        most: 560
        LabelledField {
            id: name
            fieldName: "roomName"
            Layout.fillWidth: true
            label: qsTr("Name")
            text: page.edited.name ?? ""
            onEdited: (text) => page.edit("name", text)
        }
        LabelledField {
            Layout.fillWidth: true
            label: qsTr("Description")
            text: page.edited.description ?? ""
            onEdited: (text) => page.edit("description", text)
        }
        Repeater {
            model: page.switches
            CheckRow {
                required property var modelData
                Layout.fillWidth: true
                objectName: modelData.what
                text: modelData.text
                detail: modelData.detail ?? ""
                checked: page.edited[modelData.what] ?? false
                onToggled: page.edit(modelData.what, checked)
            }
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: 10
            PushButton { text: qsTr("Cancel"); onClicked: page.chatWanted(page.desktop.chat.address) }
            Item { Layout.fillWidth: true }
            PushButton { objectName: "saveRoom"; primary: true; text: qsTr("Save"); onClicked: page.save() }
        }
        Line { Layout.fillWidth: true }
        Words {
            Layout.fillWidth: true
            text: qsTr("Everybody is sent out, and the room's messages are gone from the server.")
            color: Theme.muted
            wrapMode: Text.Wrap
        }
        CheckRow { id: sure; Layout.fillWidth: true; text: qsTr("I want to end this room for everybody") }
        PushButton {
            objectName: "destroyRoom"
            enabled: sure.checked
            text: qsTr("End the room")
            iconName: "trash"
            fill: Theme.dangerFill
            fillHover: Theme.dangerFillHover
            tint: Theme.fillInk
            onClicked: { page.room.destroy(); page.chatWanted(page.desktop.chat.address) }
        }
    }
}
