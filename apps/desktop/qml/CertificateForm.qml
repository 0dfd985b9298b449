// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// A server that could not prove who it is. Stopping is the default; trusting takes two decisions.
ColumnLayout {
    id: form
    required property CertificateController certificate
    property bool deciding: false

    function enter() { stop.forceActiveFocus(Qt.TabFocusReason) }

    spacing: 14
    CertificateAlarm {
        Layout.fillWidth: true
        replaced: form.certificate.replaced
    }
    NamedValue {
        Layout.fillWidth: true
        name: qsTr("Server")
        value: form.certificate.server
        textSize: 13
    }
    NamedValue {
        Layout.fillWidth: true
        name: qsTr("Refused")
        value: form.certificate.reason
        valueColor: Theme.danger
        textSize: 13
    }
    NamedValue {
        Layout.fillWidth: true
        name: qsTr("What to do")
        value: form.certificate.advice
        textSize: 13
    }
    PushButton {
        id: stop
        objectName: "stopButton"
        Layout.fillWidth: true
        implicitHeight: 44
        primary: true
        text: qsTr("Stop")
        onClicked: form.certificate.stop()
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 8
        Repeater {
            model: form.certificate
            CertificateCard { Layout.fillWidth: true }
        }
    }
    NamedValue {
        visible: form.certificate.replaced
        Layout.fillWidth: true
        name: qsTr("Before")
        value: form.certificate.trustedBefore
        exact: true
    }
    LinkButton {
        objectName: "trustLink"
        visible: form.certificate.mayBeTrusted && !form.deciding
        Layout.leftMargin: -4
        text: qsTr("Trust this certificate \u2026")
        onClicked: { form.deciding = true; compared.forceActiveFocus(Qt.TabFocusReason) }
    }
    Words {
        visible: !form.certificate.mayBeTrusted
        Layout.fillWidth: true
        text: qsTr("Your organisation does not allow you to trust it all the same.")
        color: Theme.muted
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
    }
    Line { visible: form.deciding; Layout.fillWidth: true }
    CheckRow {
        id: compared
        objectName: "comparedCheck"
        visible: form.deciding
        Layout.fillWidth: true
        text: qsTr("I compared the fingerprint with my administrator\u2019s")
        detail: qsTr("Whoever has the wrong certificate can read your password and messages.")
    }
    PushButton {
        objectName: "trustButton"
        visible: form.deciding
        enabled: compared.checked
        Layout.fillWidth: true
        implicitHeight: 44
        fill: Theme.dangerFill
        fillHover: Theme.dangerFillHover
        tint: Theme.fillInk
        text: qsTr("Trust it from now on")
        onClicked: form.certificate.trust()
    }
}
