// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// One thing at a time: a certificate that needs a decision, a question, the advanced settings, or
// the form, which keeps what was typed while another one shows.
Rectangle {
    id: card
    required property Desktop desktop
    property int inset: 28
    property bool advanced: false
    property bool showsSteps: false
    readonly property bool certifying: desktop.certificate.active
    readonly property bool asking: desktop.question.active
    readonly property bool forming: !certifying && !asking && !advanced
    signal stepsToggled()

    function back() {
        if (card.certifying) card.desktop.certificate.stop()
        else if (card.asking) card.desktop.question.decline()
        else if (card.advanced) card.advanced = false
        else if (form.busy) card.desktop.signIn.cancel()
        else form.back()
    }

    height: (forming ? form.implicitHeight : other.implicitHeight) + 56
    radius: Theme.cardRadius
    color: Theme.surface
    border.color: Theme.border
    onFormingChanged: if (forming) Qt.callLater(form.enter)

    SignInForm {
        id: form
        x: card.inset
        y: 28
        width: parent.width - 2 * x
        visible: card.forming
        desktop: card.desktop
        showsSteps: card.showsSteps
        focus: visible
        onStepsToggled: card.stepsToggled()
        onAdvancedWanted: { card.desktop.connection.load(); card.advanced = true }
    }
    Loader {
        id: other
        x: card.inset
        y: 28
        width: parent.width - 2 * x
        active: !card.forming
        sourceComponent: card.certifying ? certificate : card.asking ? question : connection
        onLoaded: item.enter()
    }
    Component {
        id: certificate
        CertificateForm { certificate: card.desktop.certificate }
    }
    Connections {
        target: card.desktop.certificate
        function onTrusted() { form.retry() }
    }
    Component {
        id: question
        QuestionSlot {
            question: card.desktop.question
            session: card.desktop.session
            takesFocus: true
        }
    }
    Component {
        id: connection
        ConnectionForm { connection: card.desktop.connection; onDone: card.advanced = false }
    }
}
