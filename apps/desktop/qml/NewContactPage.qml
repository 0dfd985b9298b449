// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Somebody whom no directory knows, written down: a number alone will do.
SidePage {
    id: page

    function enter() { name.forceActiveFocus(Qt.TabFocusReason) }
    function save() {
        page.desktop.person.write(name.text, numbers.text, address.text, mail.text, role.text, company.text)
    }

    title: qsTr("New contact")
    Connections {
        target: page.desktop.person
        function onWritten() { page.wanted("person") }
    }
    ScrollColumn {
        inset: page.stacked ? 14 : 24
        LabelledField { id: name; Layout.fillWidth: true; fieldName: "contactName"; label: qsTr("Name"); onAccepted: page.save() }
        LabelledField {
            id: numbers
            Layout.fillWidth: true
            fieldName: "contactNumbers"
            label: qsTr("Phone numbers")
            hint: qsTr("Several are parted by commas; the first one is called from the list.")
            onAccepted: page.save()
        }
        LabelledField {
            id: address
            Layout.fillWidth: true
            fieldName: "contactAddress"
            label: qsTr("Chat address")
            hint: qsTr("Where there is one, they are asked to show you their presence.")
            onAccepted: page.save()
        }
        LabelledField { id: mail; Layout.fillWidth: true; fieldName: "contactMail"; label: qsTr("Mail address"); onAccepted: page.save() }
        LabelledField { id: role; Layout.fillWidth: true; fieldName: "contactTitle"; label: qsTr("Title"); onAccepted: page.save() }
        LabelledField { id: company; Layout.fillWidth: true; fieldName: "contactCompany"; label: qsTr("Company"); onAccepted: page.save() }
        Words {
            Layout.fillWidth: true
            text: page.desktop.contactList.place
            color: Theme.muted
            font.pixelSize: Theme.small
            wrapMode: Text.Wrap
        }
        PushButton {
            objectName: "contactSave"
            primary: true
            enabled: name.text.trim() !== "" && (numbers.text.trim() !== "" || address.text.trim() !== "")
            text: qsTr("Save contact")
            onClicked: page.save()
        }
    }
}
