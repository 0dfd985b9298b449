// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Address and password: all that a sign-in needs.
ColumnLayout {
    id: form
    required property SessionController session
    readonly property bool busy: session.state === Shown.Session.SigningIn
    readonly property bool failed: session.state === Shown.Session.Failed

    function submit() {
        if (button.enabled) form.session.signIn(address.text, password.text)
    }

    // What was wrong stays to be looked at, and typing replaces it.
    onFailedChanged: if (failed) Qt.callLater(password.selectAll)

    spacing: 16
    Component.onCompleted: (session.typedAddress === "" ? address : password).focus = true
    RowLayout {
        spacing: 12
        Rectangle {
            implicitWidth: 44
            implicitHeight: 44
            radius: 12
            color: Theme.accent
            Icon { anchors.centerIn: parent; name: "sidetone"; size: 26; color: Theme.accentInk }
        }
        Words {
            text: qsTr("Sidetone")
            font.pixelSize: Theme.headline
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
        }
    }
    Words {
        Layout.fillWidth: true
        text: qsTr("Sign in with your work address. Sidetone finds your servers by itself.")
        color: Theme.muted
        wrapMode: Text.Wrap
        lineHeight: 1.2
    }
    FailureCard {
        visible: form.failed
        Layout.fillWidth: true
        problem: form.session.problem
        advice: form.session.advice
    }
    ColumnLayout {
        spacing: 6
        Words { text: qsTr("Work address"); font.pixelSize: 13; font.weight: Font.Medium }
        Field {
            id: address
            objectName: "address"
            Layout.fillWidth: true
            implicitHeight: 44
            enabled: !form.busy
            label: qsTr("Work address")
            placeholderText: qsTr("you@company.example")
            text: form.session.typedAddress
            inputMethodHints: Qt.ImhEmailCharactersOnly | Qt.ImhNoAutoUppercase
            onAccepted: password.forceActiveFocus(Qt.TabFocusReason)
        }
    }
    ColumnLayout {
        spacing: 6
        Words { text: qsTr("Password"); font.pixelSize: 13; font.weight: Font.Medium }
        Field {
            id: password
            objectName: "password"
            Layout.fillWidth: true
            implicitHeight: 44
            enabled: !form.busy
            label: qsTr("Password")
            echoMode: show.checked ? TextInput.Normal : TextInput.Password
            rightPadding: 48
            inputMethodHints: Qt.ImhSensitiveData
            onAccepted: form.submit()
            IconButton {
                id: show
                anchors.right: parent.right
                anchors.rightMargin: 4
                anchors.verticalCenter: parent.verticalCenter
                checkable: true
                fillHover: Theme.pressed
                text: checked ? qsTr("Hide the password") : qsTr("Show the password")
                iconName: checked ? "eye-off" : "eye"
            }
        }
    }
    PushButton {
        id: button
        objectName: "signInButton"
        visible: !form.busy
        Layout.fillWidth: true
        Layout.topMargin: 4
        implicitHeight: 44
        primary: true
        enabled: address.text.trim() !== "" && password.text !== ""
        text: form.failed ? qsTr("Try again") : qsTr("Sign in")
        onClicked: form.submit()
    }
    PushButton {
        objectName: "cancelButton"
        visible: form.busy
        Layout.fillWidth: true
        Layout.topMargin: 4
        implicitHeight: 44
        text: qsTr("Cancel")
        onClicked: form.session.signOut()
    }
}
