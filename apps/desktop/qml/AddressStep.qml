// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The address alone; only the user name where the domain is known already.
ColumnLayout {
    id: step
    required property SignInController signIn
    readonly property bool userOnly: signIn.presetDomain !== ""

    function enter() { field.forceActiveFocus(Qt.TabFocusReason); field.selectAll() }

    spacing: 16
    LabelledField {
        id: field
        fieldName: "address"
        Layout.fillWidth: true
        label: step.userOnly ? qsTr("User name") : qsTr("Work address")
        placeholder: step.userOnly ? "" : qsTr("you@company.example")
        suffix: step.userOnly && !text.includes("@") ? "@" + step.signIn.presetDomain : ""
        text: step.signIn.typed
        problem: step.signIn.addressProblem
        hints: Qt.ImhEmailCharactersOnly | Qt.ImhNoAutoUppercase
        onEdited: (text) => step.signIn.typed = text
        onAccepted: button.clicked()
    }
    PushButton {
        id: button
        objectName: "nextButton"
        Layout.fillWidth: true
        implicitHeight: 44
        primary: true
        enabled: field.text.trim() !== ""
        text: qsTr("Continue")
        onClicked: if (enabled) step.signIn.next()
    }
}
