// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// People to choose: a field that filters, who is chosen so far, and the list. Enter in the field
// takes the first one, or an address that was typed.
ColumnLayout {
    id: picker
    required property PeoplePicker people

    function enter() { field.forceActiveFocus(Qt.TabFocusReason) }
    function take() {
        if (picker.people.count > 0 && picker.people.filter !== "") picker.people.toggle(0)
        else picker.people.addTyped()
        field.clear()
    }

    spacing: 8
    SearchField {
        id: field
        objectName: "peopleFilter"
        Layout.fillWidth: true
        label: qsTr("Find people to add")
        placeholderText: qsTr("Name or address")
        text: picker.people.filter
        onTextChanged: picker.people.filter = text
        onAccepted: picker.take()
        onDismissed: list.forceActiveFocus(Qt.TabFocusReason)
        Keys.onDownPressed: list.forceActiveFocus(Qt.TabFocusReason)
    }
    Flow {
        visible: picker.people.chosen > 0
        Layout.fillWidth: true
        spacing: 6
        Repeater {
            model: picker.people.names
            Chip {
                required property string modelData
                required property int index
                text: modelData
                onClicked: picker.people.drop(index)
            }
        }
    }
    PlainList {
        id: list
        objectName: "peopleList"
        Layout.fillWidth: true
        Layout.fillHeight: true
        label: qsTr("People")
        model: picker.people
        delegate: PickRow { onClicked: picker.people.toggle(index) }
        Words {
            anchors.centerIn: parent
            visible: list.count === 0
            text: qsTr("Nobody found. Enter adds a whole address.")
            color: Theme.muted
        }
    }
}
