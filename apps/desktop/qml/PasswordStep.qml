// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The password, and the way around it.
ColumnLayout {
    id: step
    required property SignInController signIn
    readonly property bool canSubmit: password.text !== ""

    function enter() { password.forceActiveFocus(Qt.TabFocusReason); password.selectAll() }
    function submit() { if (step.canSubmit) step.signIn.signIn(password.text) }

    spacing: 16
    LabelledField {
        id: password
        fieldName: "password"
        Layout.fillWidth: true
        label: qsTr("Password")
        secret: true
        onAccepted: step.submit()
    }
    RememberRow {
        Layout.fillWidth: true
        checked: step.signIn.remember
        hasKeyStore: step.signIn.hasKeyStore
        onToggled: step.signIn.remember = checked
    }
    PushButton {
        objectName: "signInButton"
        Layout.fillWidth: true
        implicitHeight: 44
        primary: true
        enabled: step.canSubmit
        text: step.signIn.failed ? qsTr("Try again") : qsTr("Sign in")
        onClicked: step.submit()
    }
    PushButton {
        objectName: "browserButton"
        Layout.fillWidth: true
        Layout.topMargin: -6
        implicitHeight: 44
        text: qsTr("Continue in your browser")
        onClicked: step.signIn.signInAgain()
    }
}
