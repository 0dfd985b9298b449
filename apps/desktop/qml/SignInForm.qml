// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The address alone, then what else is needed, then what happens.
ColumnLayout {
    id: form
    required property Desktop desktop
    property bool showsSteps: false
    readonly property SignInController signIn: desktop.signIn
    readonly property int stage: signIn.stage
    readonly property bool busy: stage === Shown.SignIn.Running
    signal stepsToggled()
    signal advancedWanted()

    function enter() {
        const part = [address, password, again, running].find((each) => each.visible)
        if (form.visible && part) part.enter()
    }
    function back() { if (form.stage !== Shown.SignIn.Address) form.signIn.back() }
    // Once more with what was typed.
    function retry() { password.canSubmit ? password.submit() : form.signIn.signInAgain() }

    onStageChanged: Qt.callLater(form.enter)
    Component.onCompleted: Qt.callLater(form.enter)
    spacing: 16
    SignInHead {
        Layout.fillWidth: true
        words: form.busy ? qsTr("Signing in")
             : form.stage === Shown.SignIn.Again ? qsTr("Welcome back.")
             : form.stage === Shown.SignIn.Password ? qsTr("Type the password of your work account.")
             : form.signIn.presetDomain === ""
               ? qsTr("Type your work address. Sidetone finds your servers by itself.")
               : qsTr("Type your user name at %1.").arg(form.signIn.presetDomain)
    }
    FailureCard {
        visible: form.signIn.failed
        Layout.fillWidth: true
        problem: form.signIn.problem
        advice: form.signIn.advice
    }
    FailureLinks {
        visible: form.signIn.failed
        Layout.fillWidth: true
        Layout.topMargin: -8
        showsSteps: form.showsSteps
        hasSteps: form.desktop.trace.total > 0
        hasCertificate: form.desktop.certificate.any
        onStepsToggled: form.stepsToggled()
        onAdvancedWanted: form.advancedWanted()
        onCertificateWanted: form.desktop.certificate.review()
    }
    AddressRow {
        visible: form.stage !== Shown.SignIn.Address
        Layout.fillWidth: true
        address: form.signIn.address
        changeable: !form.busy
        onChangeWanted: form.signIn.back()
    }
    AddressStep {
        id: address
        visible: form.stage === Shown.SignIn.Address
        Layout.fillWidth: true
        signIn: form.signIn
    }
    PasswordStep {
        id: password
        visible: form.stage === Shown.SignIn.Password
        Layout.fillWidth: true
        signIn: form.signIn
    }
    AgainStep {
        id: again
        visible: form.stage === Shown.SignIn.Again
        Layout.fillWidth: true
        signIn: form.signIn
    }
    RunningStep {
        id: running
        visible: form.busy
        Layout.fillWidth: true
        signIn: form.signIn
        showsSteps: form.showsSteps
        onStepsToggled: form.stepsToggled()
    }
    SignInFoot {
        visible: !form.busy && !form.signIn.failed
        Layout.fillWidth: true
        connection: form.desktop.connection
        onAdvancedWanted: form.advancedWanted()
    }
}
