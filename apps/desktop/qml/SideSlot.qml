// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The page beside the list that its name asks for; nothing for other names. By file, so that a
// page costs nothing before somebody opens it.
Loader {
    id: slot
    required property Desktop desktop
    required property string page
    property bool stacked: false
    readonly property var files: ({
        "status": "StatusPage.qml", "parameters": "ParametersPage.qml", "report": "ReportPage.qml",
        "connection": "ConnectionPage.qml", "certificate": "CertificatePage.qml"
    })
    readonly property bool shown: page in files
    signal back()
    signal wanted(string page)

    function enter() { if (item) item.enter() }

    onPageChanged: setSource(files[page] ?? "", { desktop: desktop, stacked: stacked })
    Binding { target: slot.item; property: "stacked"; value: slot.stacked; when: slot.item !== null }
    Connections {
        target: slot.item
        function onBack() { slot.back() }
        function onWanted(page: string) { slot.wanted(page) }
    }
}
