// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// What the client has to know from the person, with the fields of its kind.
ColumnLayout {
    id: form
    required property QuestionController question
    required property SessionController session
    readonly property int kind: question.kind
    readonly property bool browsing: kind === Shown.Question.Browser
    readonly property bool mailing: kind === Shown.Question.EmailAddress
    readonly property bool named: kind === Shown.Question.Credentials || mailing
    readonly property bool secretive: !browsing && !mailing
    readonly property bool complete: (!named || user.text.trim() !== "") && (!secretive || secret.text !== "")

    function enter() {
        const first = form.browsing ? again : form.named && user.text === "" ? user
                    : form.secretive ? secret : user
        first.forceActiveFocus(Qt.TabFocusReason)
    }
    function send() {
        if (form.complete) form.question.answer(user.text, secret.text, remember.checked)
    }

    spacing: 14
    Words {
        objectName: "questionTitle"
        Layout.fillWidth: true
        text: form.question.title
        font.pixelSize: 18
        font.weight: Font.DemiBold
        wrapMode: Text.Wrap
        Accessible.role: Accessible.Heading
    }
    Words {
        visible: text !== ""
        Layout.fillWidth: true
        text: form.question.why
        color: Theme.muted
        wrapMode: Text.Wrap
        lineHeight: 1.2
    }
    AskedBy { Layout.fillWidth: true; server: form.question.server }
    LabelledField {
        id: user
        fieldName: "questionUser"
        visible: form.named
        Layout.fillWidth: true
        label: form.mailing ? qsTr("E-mail address") : qsTr("User name")
        text: form.question.user
        hints: Qt.ImhNoAutoUppercase
        onAccepted: form.secretive ? secret.forceActiveFocus(Qt.TabFocusReason) : form.send()
    }
    LabelledField {
        id: secret
        fieldName: "questionSecret"
        visible: form.secretive
        Layout.fillWidth: true
        label: form.kind === Shown.Question.AuthenticationString ? qsTr("Authentication string")
                                                                 : qsTr("Password")
        secret: form.kind !== Shown.Question.AuthenticationString
        onAccepted: form.send()
    }
    RememberRow {
        id: remember
        visible: form.kind === Shown.Question.Credentials || form.kind === Shown.Question.CertificatePassword
        Layout.fillWidth: true
        objectName: "questionRemember"
        text: qsTr("Keep this password")
        hasKeyStore: form.question.hasKeyStore
    }
    BrowserWait { visible: form.browsing; Layout.fillWidth: true }
    RowLayout {
        Layout.fillWidth: true
        spacing: 12
        PushButton {
            id: again
            objectName: "openBrowserButton"
            visible: form.browsing
            Layout.fillWidth: true
            implicitHeight: 44
            primary: true
            text: qsTr("Open it again")
            onClicked: form.question.openBrowser()
        }
        PushButton {
            objectName: "answerButton"
            visible: !form.browsing
            Layout.fillWidth: true
            implicitHeight: 44
            primary: true
            enabled: form.complete
            text: qsTr("Continue")
            onClicked: form.send()
        }
        PushButton {
            objectName: "declineQuestion"
            Layout.fillWidth: true
            implicitHeight: 44
            text: form.browsing ? qsTr("Cancel") : qsTr("Not now")
            onClicked: form.question.decline()
        }
    }
    LinkButton {
        visible: form.browsing
        Layout.leftMargin: -4
        text: copied.running ? qsTr("Copied") : qsTr("Copy the page\u2019s address")
        onClicked: { form.session.copy(form.question.page); copied.start() }
        Timer { id: copied; interval: 2000 }
    }
    Words {
        visible: form.question.waiting > 0
        text: form.question.waiting === 1 ? qsTr("One more question after this one")
                                           : qsTr("%1 more questions after this one").arg(form.question.waiting)
        color: Theme.muted
        font.pixelSize: Theme.small
    }
}
