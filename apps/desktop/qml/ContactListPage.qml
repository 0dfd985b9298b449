// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The contact list as a whole: its groups and their order, files of vCards.
SidePage {
    id: page
    readonly property ContactListController list: desktop.contactList

    function enter() { fresh.forceActiveFocus(Qt.TabFocusReason) }
    function addGroup() { page.list.addGroup(fresh.text); fresh.text = "" }

    title: qsTr("Contacts")
    ScrollColumn {
        inset: page.stacked ? 14 : 24
        Words {
            Layout.fillWidth: true
            text: page.list.place
            color: Theme.muted
            wrapMode: Text.Wrap
            lineHeight: 1.15
        }
        Words { text: qsTr("Groups"); font.weight: Font.DemiBold; Accessible.role: Accessible.Heading }
        Repeater {
            model: page.list.groups
            GroupRow {
                required property string modelData
                required property int index
                Layout.fillWidth: true
                name: modelData
                first: index === 0
                last: index === page.list.groups.length - 1
                onRenamed: (to) => page.list.renameGroup(modelData, to)
                onMoved: (by) => page.list.moveGroup(modelData, by)
                onRemoved: page.list.removeGroup(modelData)
                onTaken: (who, from) => page.list.move(who, from, modelData)
            }
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: 8
            Field {
                id: fresh
                objectName: "newGroupName"
                Layout.fillWidth: true
                label: qsTr("Name of a new group")
                placeholderText: label
                onAccepted: page.addGroup()
            }
            PushButton {
                objectName: "addGroup"
                text: qsTr("Add group")
                enabled: page.list.available && fresh.text.trim() !== ""
                onClicked: page.addGroup()
            }
        }
        Words { text: qsTr("Files of contacts (vCard)"); font.weight: Font.DemiBold; Layout.topMargin: 8; Accessible.role: Accessible.Heading }
        Words {
            Layout.fillWidth: true
            text: qsTr("Choose a file, or drop one here. Who is in the list already stays as they are.")
            color: Theme.muted
            wrapMode: Text.Wrap
        }
        Flow {
            Layout.fillWidth: true
            spacing: 8
            PushButton { objectName: "importContacts"; iconName: "folder"; text: qsTr("Import contacts"); enabled: page.list.available; onClicked: page.list.chooseImport() }
            PushButton { objectName: "exportContacts"; iconName: "download"; text: qsTr("Export contacts"); enabled: page.list.available; onClicked: page.list.exportFile() }
            PushButton { objectName: "newContact"; iconName: "people-plus"; text: qsTr("New contact"); enabled: page.list.available; onClicked: page.wanted("new-contact") }
        }
    }
    DropArea {
        anchors.fill: parent
        keys: ["text/uri-list"]
        onDropped: (drop) => { if (drop.hasUrls) { page.list.importFile(drop.urls[0]); drop.accept() } }
    }
}
