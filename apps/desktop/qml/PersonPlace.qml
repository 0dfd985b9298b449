// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Somebody's place in the contact list: the shown name, the groups, and out of it.
ColumnLayout {
    id: place
    required property PersonController person
    // What is typed stays while only the presence changes.
    readonly property string shown: person.who + "\n" + person.shownName

    spacing: 8
    onShownChanged: name.text = place.person.shownName
    Component.onCompleted: name.text = place.person.shownName
    Words { text: qsTr("In your contacts"); font.weight: Font.DemiBold; Accessible.role: Accessible.Heading }
    LabelledField {
        id: name
        Layout.fillWidth: true
        fieldName: "shownName"
        label: qsTr("Shown name")
        hint: qsTr("Only you see it. Enter keeps it.")
        placeholder: place.person.name
        onAccepted: place.person.rename(text)
    }
    Repeater {
        model: place.person.allGroups
        CheckRow {
            required property string modelData
            Layout.fillWidth: true
            text: modelData
            Accessible.name: qsTr("In the group %1").arg(modelData)
            checked: place.person.groups.includes(modelData)
            onToggled: place.person.setGroup(modelData, checked)
        }
    }
    Words {
        visible: text !== ""
        Layout.fillWidth: true
        text: place.person.place
        color: Theme.muted
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
    }
    PushButton {
        objectName: "personRemove"
        iconName: "trash"
        tint: Theme.danger
        text: qsTr("Remove from contacts")
        onClicked: place.person.remove()
    }
}
