// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Nothing to type: the password is kept, or the browser does it.
ColumnLayout {
    id: step
    required property SignInController signIn

    function enter() { button.forceActiveFocus(Qt.TabFocusReason) }

    spacing: 16
    PushButton {
        id: button
        objectName: "againButton"
        Layout.fillWidth: true
        implicitHeight: 44
        primary: true
        text: step.signIn.failed ? qsTr("Try again") : qsTr("Sign in")
        onClicked: step.signIn.signInAgain()
    }
    PushButton {
        objectName: "usePasswordButton"
        Layout.fillWidth: true
        Layout.topMargin: -6
        implicitHeight: 44
        text: qsTr("Type the password")
        onClicked: step.signIn.usePassword()
    }
}
