// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// What went wrong, in the person's own words; all may stay empty.
ColumnLayout {
    id: step
    required property ReportController report
    readonly property bool writing: report.state === Shown.Report.Writing

    function enter() { area.forceActiveFocus(Qt.TabFocusReason) }

    spacing: 16
    Words {
        Layout.fillWidth: true
        text: qsTr("A report holds the steps of the last sign-in, the settings, figures of the last calls and the log. Passwords and the text of messages are never in it, and nothing is sent before you have seen it.")
        color: Theme.muted
        wrapMode: Text.Wrap
        lineHeight: 1.2
    }
    TextBox {
        id: area
        objectName: "reportWords"
        Layout.fillWidth: true
        implicitHeight: 140
        enabled: !step.writing
        label: qsTr("What went wrong?")
        placeholderText: qsTr("What went wrong? What did you do just before?")
    }
    FailureCard { visible: problem !== ""; Layout.fillWidth: true; problem: step.report.problem }
    RowLayout {
        spacing: 12
        PushButton {
            objectName: "writeReport"
            primary: true
            implicitHeight: 44
            enabled: !step.writing
            text: step.writing ? qsTr("Collecting \u2026") : qsTr("Make the report")
            onClicked: step.report.write(area.text)
        }
        PushButton {
            visible: step.writing
            implicitHeight: 44
            text: qsTr("Cancel")
            onClicked: step.report.cancel()
        }
        Spinner { visible: step.writing }
    }
}
