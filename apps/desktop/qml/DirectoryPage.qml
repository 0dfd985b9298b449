// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// How people are looked up, and a test that shows what was asked of whom and what came back.
SidePage {
    id: page
    readonly property DirectoryController directory: desktop.directory

    function enter() { field.forceActiveFocus(Qt.TabFocusReason) }
    function showSettings() {
        page.wanted("parameters")
        page.desktop.parameters.filter = "Directory"
    }

    title: qsTr("Directory")
    ScrollColumn {
        inset: page.stacked ? 14 : 24
        Words { Layout.fillWidth: true; text: page.directory.summary; wrapMode: Text.Wrap; lineHeight: 1.15 }
        RowLayout {
            Layout.fillWidth: true
            spacing: 8
            Field {
                id: field
                objectName: "directoryText"
                Layout.fillWidth: true
                label: qsTr("Name, user or number to look for")
                placeholderText: qsTr("A name; empty: yourself")
                onAccepted: page.directory.test(text)
            }
            PushButton {
                objectName: "directoryTest"
                primary: true
                enabled: !page.directory.running
                text: qsTr("Test")
                Accessible.name: qsTr("Test the directory")
                onClicked: page.directory.test(field.text)
            }
            Spinner { visible: page.directory.running; size: 20 }
        }
        FailureCard {
            objectName: "directoryTrouble"
            visible: page.directory.done && page.directory.trouble !== ""
            Layout.fillWidth: true
            problem: page.directory.trouble
            action: qsTr("Connection status")
            onActed: page.wanted("status")
        }
        ColumnLayout {
            visible: page.directory.done && page.directory.server !== ""
            Layout.fillWidth: true
            spacing: 8
            NamedValue { Layout.fillWidth: true; nameWidth: 96; textSize: Theme.body; name: qsTr("Kind"); value: page.directory.kind }
            NamedValue { Layout.fillWidth: true; nameWidth: 96; textSize: Theme.body; name: qsTr("Server"); value: page.directory.server }
            NamedValue { Layout.fillWidth: true; nameWidth: 96; exact: true; name: qsTr("Sent"); value: page.directory.asked }
            NamedValue { Layout.fillWidth: true; nameWidth: 96; textSize: Theme.body; name: qsTr("Time"); value: page.directory.took }
            NamedValue { Layout.fillWidth: true; nameWidth: 96; textSize: Theme.body; name: qsTr("Result"); value: page.directory.result }
            Repeater {
                model: page.directory.people
                Words {
                    required property string modelData
                    Layout.fillWidth: true
                    Layout.leftMargin: 96
                    text: modelData
                    wrapMode: Text.Wrap
                }
            }
        }
        AddressBookForm { Layout.fillWidth: true; books: page.directory.books }
        PushButton {
            objectName: "directoryParameters"
            iconName: "gear"
            text: qsTr("All directory settings")
            onClicked: page.showSettings()
        }
    }
}
