// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Connection status: the network, each service, and how the last sign-in found it (PRT-03).
SidePage {
    id: page

    function enter() { steps.headerItem.enter() }

    title: qsTr("Connection status")
    Component.onDestruction: page.desktop.trace.filter = ""
    PlainList {
        id: steps
        objectName: "traceList"
        property bool touched: false
        onMovementStarted: touched = true
        x: page.stacked ? 4 : 16
        width: Math.min(parent.width - 2 * x, 720)
        height: parent.height
        topMargin: page.stacked ? 12 : 24
        bottomMargin: 24
        label: qsTr("Steps of the sign-in")
        currentIndex: -1
        reuseItems: false
        model: page.desktop.trace
        delegate: TraceRow {}
        header: StatusHead {
            width: steps.width
            desktop: page.desktop
            onHeightChanged: if (!steps.touched) Qt.callLater(steps.positionViewAtBeginning)
            // A list gives its current line the focus, also when the filter brings another one.
            onSearched: steps.currentIndex = -1
            onReportWanted: page.wanted("report")
            onCertificateWanted: page.wanted("certificate")
        }
    }
}
