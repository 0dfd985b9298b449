// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The facts of somebody whom no directory knows.
ColumnLayout {
    id: form
    // { name, numbers, address, mail, title, company }
    property var facts: ({})
    readonly property bool complete: name.text.trim() !== "" && (numbers.text.trim() !== "" || address.text.trim() !== "")
    readonly property var typed: ({ name: name.text, numbers: numbers.text, address: address.text,
                                    mail: mail.text, title: role.text, company: company.text })
    signal accepted()

    function enter() { name.forceActiveFocus(Qt.TabFocusReason) }

    spacing: 12
    LabelledField { id: name; Layout.fillWidth: true; fieldName: "contactName"; label: qsTr("Name"); onAccepted: form.accepted() }
    LabelledField {
        id: numbers
        Layout.fillWidth: true
        fieldName: "contactNumbers"
        label: qsTr("Phone numbers")
        hint: qsTr("Several are parted by commas; the first one is called from the list.")
        onAccepted: form.accepted()
    }
    LabelledField {
        id: address
        Layout.fillWidth: true
        fieldName: "contactAddress"
        label: qsTr("Chat address")
        hint: qsTr("Where there is one, they are asked to show you their presence.")
        onAccepted: form.accepted()
    }
    LabelledField { id: mail; Layout.fillWidth: true; fieldName: "contactMail"; label: qsTr("Mail address"); onAccepted: form.accepted() }
    LabelledField { id: role; Layout.fillWidth: true; fieldName: "contactTitle"; label: qsTr("Title"); onAccepted: form.accepted() }
    LabelledField { id: company; Layout.fillWidth: true; fieldName: "contactCompany"; label: qsTr("Company"); onAccepted: form.accepted() }
    onFactsChanged: {
        name.text = form.facts.name ?? ""
        numbers.text = form.facts.numbers ?? ""
        address.text = form.facts.address ?? ""
        mail.text = form.facts.mail ?? ""
        role.text = form.facts.title ?? ""
        company.text = form.facts.company ?? ""
    }
}
