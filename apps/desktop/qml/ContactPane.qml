// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The contact list, or what a search found.
Item {
    id: pane
    required property Desktop desktop
    property string currentAddress
    signal chosen(string address)
    signal found(string address, var message)
    signal dialled(string target)

    function enter() { list.forceActiveFocus(Qt.TabFocusReason) }
    function openFirst() {
        if (pane.desktop.contacts.count > 0) pane.chosen(pane.desktop.contacts.addressAt(0))
        else if (pane.desktop.found.count > 0) pane.found(pane.desktop.found.peerAt(0), pane.desktop.found.idAt(0))
        else if (pane.desktop.contacts.dialable !== "") pane.dialled(pane.desktop.contacts.dialable)
    }

    DialRow {
        id: dial
        visible: pane.desktop.contacts.dialable !== ""
        width: parent.width
        target: pane.desktop.contacts.dialable
        enabled: pane.desktop.calls.available
        onClicked: pane.dialled(target)
    }
    SearchTrouble {
        id: trouble
        y: dial.visible ? dial.height : 0
        width: parent.width
        sentence: pane.desktop.contacts.trouble
    }
    PlainList {
        id: list
        objectName: "contactList"
        anchors.fill: parent
        anchors.topMargin: (dial.visible ? dial.height : 0) + (trouble.visible ? trouble.height : 0)
        label: qsTr("Contacts")
        model: pane.desktop.contacts
        section.property: "section"
        section.delegate: SectionTitle {}
        footer: FoundList {
            width: list.width
            found: pane.desktop.found
            onChosen: (address, message) => pane.found(address, message)
        }
        delegate: ContactRow {
            selected: address === pane.currentAddress
            callable: pane.desktop.calls.available
            onClicked: pane.chosen(address)
            onCalled: pane.dialled(address)
        }
    }
    EmptyState {
        anchors.fill: parent
        visible: list.count === 0 && !dial.visible && pane.desktop.found.count === 0
        iconName: pane.desktop.contacts.filter === "" ? "people" : "search"
        title: pane.desktop.contacts.filter === "" ? qsTr("No contacts yet")
             : pane.desktop.contacts.searching ? qsTr("Searching the directory")
             : qsTr("Nobody found")
        words: pane.desktop.contacts.filter === ""
               ? qsTr("Type a name above to find people of your organisation.")
               : qsTr("No name or address has \u201c%1\u201d.").arg(pane.desktop.contacts.filter)
    }
}
