// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The written report: where it is, what it holds, and the sending.
ColumnLayout {
    id: step
    required property ReportController report
    required property SessionController session
    readonly property bool sending: report.state === Shown.Report.Sending
    readonly property bool sent: report.state === Shown.Report.Sent
    readonly property bool sendable: report.whyNotSent === ""

    spacing: 16
    ReportPlace {
        Layout.fillWidth: true
        report: step.report
        session: step.session
    }
    Words {
        text: qsTr("What is in it")
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }
    Rectangle {
        Layout.fillWidth: true
        implicitHeight: files.height + 8
        radius: Theme.cardRadius
        color: Theme.surface
        border.color: Theme.border
        Column {
            id: files
            y: 4
            width: parent.width
            Repeater {
                model: step.report
                ReportFileRow {
                    width: files.width
                    chosen: step.report.chosen === index
                    onClicked: step.report.chosen = chosen ? -1 : index
                }
            }
        }
    }
    TextBox {
        objectName: "reportText"
        visible: step.report.chosen >= 0
        Layout.fillWidth: true
        implicitHeight: 260
        readOnly: true
        fixedWidth: true
        label: qsTr("The file\u2019s text")
        text: step.report.text
    }
    FailureCard { visible: problem !== ""; Layout.fillWidth: true; problem: step.report.problem }
    Words {
        visible: !step.sendable
        Layout.fillWidth: true
        text: qsTr("It cannot be sent from here: %1").arg(step.report.whyNotSent)
        color: Theme.muted
        wrapMode: Text.Wrap
    }
    Flow {
        Layout.fillWidth: true
        spacing: 12
        PushButton {
            objectName: "sendReport"
            visible: step.sendable && !step.sent
            primary: true
            implicitHeight: 44
            enabled: !step.sending
            text: step.sending ? qsTr("Sending \u2026") : qsTr("Send to %1").arg(step.report.destination)
            onClicked: step.report.send()
        }
        PushButton {
            visible: step.sending
            implicitHeight: 44
            text: qsTr("Cancel")
            onClicked: step.report.cancel()
        }
        PushButton {
            objectName: "discardReport"
            visible: !step.sending
            implicitHeight: 44
            text: step.sent ? qsTr("Done") : qsTr("Delete the report")
            onClicked: step.report.discard()
        }
    }
}
