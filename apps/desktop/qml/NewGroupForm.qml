// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// What a new group is called and how long it lives.
ColumnLayout {
    id: form
    required property GroupController group
    readonly property string name: title.text.trim()
    readonly property string firstMessage: first.text
    readonly property bool narrow: width < 420
    signal accepted()

    function enter() { title.forceActiveFocus(Qt.TabFocusReason) }
    function create() {
        form.group.create(title.text, topic.text, stays.chosen, stays.chosen && closed.checked,
                          stays.chosen && listed.checked, stays.chosen ? password.text : "")
    }

    function propose() { topic.text = form.group.topic; first.text = form.group.firstMessage }

    spacing: 10
    Component.onCompleted: form.propose()
    GridLayout {
        Layout.fillWidth: true
        columns: form.narrow ? 1 : 2
        columnSpacing: 12
        rowSpacing: 10
        LabelledField {
            id: title
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            fieldName: "groupName"
            label: qsTr("Name")
            placeholder: qsTr("Names of the people")
            onAccepted: form.accepted()
        }
        LabelledField {
            id: topic
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            fieldName: "groupTopic"
            label: qsTr("Topic")
            placeholder: qsTr("Optional")
            onAccepted: form.accepted()
        }
    }
    Words {
        visible: first.visible
        text: qsTr("First message")
        font.pixelSize: 13
        font.weight: Font.Medium
        Accessible.ignored: true
    }
    TextBox {
        id: first
        objectName: "groupFirstMessage"
        visible: form.group.firstMessage !== ""
        Layout.fillWidth: true
        Layout.preferredHeight: 84
        label: qsTr("First message, sent when you send it")
        placeholderText: qsTr("First message")
    }
    ChoiceRow {
        Layout.fillWidth: true
        text: qsTr("For this conversation")
        detail: qsTr("The group goes when all have left.")
        chosen: !stays.chosen
        onClicked: stays.chosen = false
    }
    ChoiceRow {
        id: stays
        objectName: "persistentChoice"
        Layout.fillWidth: true
        text: qsTr("A room that stays")
        detail: form.group.whyNotPersistent === "" ? qsTr("It keeps its messages and stands in the list of rooms.")
                                                   : form.group.whyNotPersistent
        enabled: form.group.whyNotPersistent === ""
        onClicked: chosen = true
    }
    GridLayout {
        visible: stays.chosen
        Layout.fillWidth: true
        columns: form.narrow ? 1 : 2
        columnSpacing: 12
        CheckRow { id: closed; Layout.fillWidth: true; text: qsTr("Only for invited people") }
        CheckRow { id: listed; Layout.fillWidth: true; text: qsTr("Show in the list of rooms"); checked: !closed.checked }
        LabelledField {
            id: password
            Layout.fillWidth: true
            Layout.columnSpan: form.narrow ? 1 : 2
            label: qsTr("Password")
            placeholder: qsTr("None")
            secret: true
        }
    }
}
