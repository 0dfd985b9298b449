// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Above the steps: network, services, the way to a problem report, and the search in the steps.
FocusScope {
    id: head
    required property Desktop desktop
    signal reportWanted()
    signal certificateWanted()
    signal searched()

    function enter() { report.forceActiveFocus(Qt.TabFocusReason) }

    implicitHeight: column.implicitHeight + 4
    ColumnLayout {
        id: column
        x: 8
        width: parent.width - 16
        spacing: 12
        ServiceCard { Layout.fillWidth: true; desktop: head.desktop }
        FailureCard {
            visible: head.desktop.certificate.any
            Layout.fillWidth: true
            problem: qsTr("A server could not prove who it is")
            action: qsTr("Show the certificate")
            onActed: head.certificateWanted()
        }
        PushButton {
            id: report
            objectName: "reportButton"
            iconName: "info"
            text: qsTr("Make a problem report")
            onClicked: head.reportWanted()
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: 12
            spacing: 8
            Words { text: qsTr("Last sign-in"); font.weight: Font.DemiBold; Accessible.role: Accessible.Heading }
            Words {
                Layout.fillWidth: true
                text: head.desktop.trace.took
                color: Theme.muted
                font.pixelSize: Theme.small
            }
            CopyButton { text: qsTr("Copy details"); onClicked: head.desktop.copyTrace() }
        }
        SearchField {
            objectName: "traceSearch"
            Layout.fillWidth: true
            label: qsTr("Search the steps")
            placeholderText: qsTr("Search the steps: a server, a word of an answer")
            text: head.desktop.trace.filter
            onTextChanged: { head.searched(); head.desktop.trace.filter = text }
        }
        Words {
            visible: head.desktop.trace.count === 0
            Layout.fillWidth: true
            text: head.desktop.trace.filter === "" ? qsTr("There was no sign-in yet.")
                                                   : qsTr("No step says that.")
            color: Theme.muted
        }
    }
}
