// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The contact list by groups, or what a search found.
Item {
    id: pane
    required property Desktop desktop
    property string currentAddress
    readonly property bool searching: desktop.contacts.filter !== ""
    signal chosen(string address)
    signal found(string address, var message)
    signal dialled(string target)
    signal pageWanted(string page)
    signal commanded(string command)

    function enter() { (pane.searching ? results : list).forceActiveFocus(Qt.TabFocusReason) }
    function focusedRow(): Item {
        const shown = pane.searching ? results : list
        return shown.activeFocus ? shown.currentItem : null
    }
    function openFirst() { results.open(0) }
    function openMenu(row: Item) {
        list.currentIndex = row.index
        menu.active = true
        menu.item.who = row.who
        menu.item.group = row.group
        menu.item.number = row.number
        menu.item.y = Math.max(0, Math.min(pane.height - menu.item.implicitHeight - 8,
                                           row.mapToItem(pane, 0, 0).y + row.height - 12))
        menu.item.open()
    }

    PlainList {
        id: list
        objectName: "contactList"
        visible: !pane.searching
        anchors.fill: parent
        label: qsTr("Contacts")
        model: pane.desktop.contacts
        section.property: "section"
        section.delegate: GroupTitle {
            onDropped: (who, from, to) => pane.desktop.contactList.move(who, from, to)
        }
        delegate: ContactRow {
            selected: address !== "" && address === pane.currentAddress
            callable: pane.desktop.calls.available
            onClicked: nobody ? pane.pageWanted("contact-list")
                     : address !== "" ? pane.chosen(address) : pane.desktop.showPerson(who)
            onCalled: pane.dialled(number)
            onMenuWanted: pane.openMenu(this)
            onDropped: (who, from) => pane.desktop.contactList.move(who, from, group)
        }
    }
    SearchTrouble {
        id: trouble
        width: parent.width
        visible: pane.searching && sentence !== ""
        sentence: pane.desktop.search.trouble
    }
    HubResults {
        id: results
        visible: pane.searching
        anchors.fill: parent
        anchors.topMargin: trouble.visible ? trouble.height : 0
        desktop: pane.desktop
        currentAddress: pane.currentAddress
        onChosen: (address) => pane.chosen(address)
        onFound: (address, message) => pane.found(address, message)
        onDialled: (target) => pane.dialled(target)
        onCommanded: (command) => pane.commanded(command)
    }
    EmptyState {
        anchors.fill: parent
        visible: (pane.searching ? results : list).count === 0
        iconName: pane.searching ? "search" : "people"
        title: !pane.searching ? qsTr("No contacts yet")
             : pane.desktop.search.searching ? qsTr("Searching the directory") : qsTr("Nobody found")
        words: pane.searching ? qsTr("No name or address has \u201c%1\u201d.").arg(pane.desktop.contacts.filter)
                              : qsTr("Type a name above to find people of your organisation.")
    }
    Loader {
        id: menu
        active: false
        sourceComponent: ContactMenu {
            parent: pane
            x: 56
            desktop: pane.desktop
            onDialled: (target) => pane.dialled(target)
            onClosed: list.forceActiveFocus(Qt.PopupFocusReason)
        }
    }
}
