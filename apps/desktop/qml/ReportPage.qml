// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// A problem report: the person's words, then everything that would be sent, to be read first
// (PRT-01, NONE-25).
SidePage {
    id: page
    readonly property ReportController report: desktop.report
    readonly property int phase: report.state
    readonly property bool begun: phase === Shown.Report.Idle || phase === Shown.Report.Writing

    function enter() { if (page.begun) words.enter() }

    title: qsTr("Problem report")
    ScrollColumn {
        inset: page.stacked ? 16 : 24
        most: 720
        ReportWords {
            id: words
            visible: page.begun
            Layout.fillWidth: true
            report: page.report
        }
        ReportFiles {
            visible: !page.begun
            Layout.fillWidth: true
            report: page.report
            session: page.desktop.session
        }
    }
}
