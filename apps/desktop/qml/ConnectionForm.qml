// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// How servers are found, and their addresses where a person sets them by hand.
ColumnLayout {
    id: form
    required property ConnectionController connection
    property bool titled: true
    readonly property var kinds: [
        { type: Shown.Account.Automatic, words: qsTr("Automatic"),
          detail: qsTr("Sidetone finds the servers by your address") },
        { type: Shown.Account.ImAndPresence, words: qsTr("Cisco IM & Presence"),
          detail: qsTr("Chat and calls through one login server") },
        { type: Shown.Account.CallManager, words: qsTr("Cisco Communications Manager"),
          detail: qsTr("Calls alone, without chat") },
        { type: Shown.Account.Cloud, words: qsTr("Cloud"),
          detail: qsTr("A messaging service on the internet") }
    ]
    signal done()

    function enter() { kinds.itemAt(form.connection.type).forceActiveFocus(Qt.TabFocusReason) }
    function save() { if (form.connection.save()) form.done() }

    spacing: 16
    Words {
        visible: form.titled
        text: qsTr("Advanced settings")
        font.pixelSize: 18
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }
    Words {
        Layout.fillWidth: true
        text: qsTr("Change this only if your administrator asked you to. It counts from the next sign-in on.")
        color: Theme.muted
        wrapMode: Text.Wrap
        lineHeight: 1.2
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 2
        Repeater {
            id: kinds
            model: form.kinds
            ChoiceRow {
                required property var modelData
                Layout.fillWidth: true
                enabled: form.connection.typeLock === ""
                text: modelData.words
                detail: modelData.detail
                chosen: form.connection.type === modelData.type
                onClicked: form.connection.type = modelData.type
            }
        }
        LockLine { Layout.fillWidth: true; text: form.connection.typeLock }
    }
    Repeater {
        model: form.connection
        LabelledField {
            required property string key
            required property string value
            Layout.fillWidth: true
            fieldName: key
            text: value
            onEdited: (text) => form.connection.edit(key, text)
            onAccepted: form.save()
            required label
            required hint
            required problem
            required lock
        }
    }
    FailureCard {
        visible: problem !== ""
        Layout.fillWidth: true
        problem: form.connection.problem
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: 4
        spacing: 12
        PushButton {
            objectName: "saveConnection"
            Layout.fillWidth: true
            implicitHeight: 44
            primary: true
            enabled: form.connection.edited
            text: qsTr("Save")
            onClicked: form.save()
        }
        PushButton {
            Layout.fillWidth: true
            implicitHeight: 44
            text: form.connection.edited ? qsTr("Cancel") : qsTr("Close")
            onClicked: { form.connection.load(); form.done() }
        }
    }
    LinkButton {
        objectName: "automaticButton"
        visible: form.connection.manual
        Layout.leftMargin: -4
        text: qsTr("Forget all this and go back to Automatic")
        onClicked: if (form.connection.automatic()) form.done()
    }
}
