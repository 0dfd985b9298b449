// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The left part of the hub: oneself, the search, and the list of the chosen place.
Rectangle {
    id: pane
    required property Desktop desktop
    property string place
    property string currentAddress
    property bool stacked: false
    readonly property bool searching: desktop.contacts.filter !== ""
    readonly property string shown: place === "settings" ? place : searching ? "contacts" : place
    signal chosen(string address)
    signal found(string address, var message)
    signal dialled(string target)
    signal pageWanted(string page)
    signal commanded(string command)
    signal helpWanted()

    function search() { field.forceActiveFocus(Qt.ShortcutFocusReason); field.selectAll() }
    function solve() {
        const kind = pane.desktop.trouble.kind
        if (kind === Shown.Trouble.CaptivePortal && pane.desktop.network.openPortal()) return
        pane.pageWanted(kind === Shown.Trouble.Certificate ? "certificate" : "status")
    }
    // Who has the keyboard in the list; nobody where the keyboard is elsewhere.
    function chosenWho(): string {
        const list = [contacts, chats, calls].find((loader) => loader.visible)
        const row = list && list.item && list.item.focusedRow ? list.item.focusedRow() : null
        return row ? row.who ?? "" : ""
    }
    function enterList() {
        const list = [contacts, chats, calls, voicemail, settings].find((loader) => loader.visible)
        if (list.item) list.item.enter()
    }

    color: Theme.surface
    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        SelfHeader {
            Layout.fillWidth: true
            session: pane.desktop.session
        }
        CallSlot {
            Layout.fillWidth: true
            Layout.bottomMargin: active ? 8 : 0
            desktop: pane.desktop
            room: pane.height * 0.4
            shown: pane.stacked && pane.visible
            narrow: pane.width < 520
        }
        TroubleBar {
            Layout.fillWidth: true
            Layout.leftMargin: 14
            Layout.rightMargin: 14
            Layout.bottomMargin: visible ? 8 : 0
            text: pane.desktop.trouble.words
            remedy: pane.desktop.trouble.action
            grave: pane.desktop.trouble.kind === Shown.Trouble.Certificate
            onClicked: pane.solve()
        }
        SearchField {
            id: field
            objectName: "search"
            visible: pane.place !== "settings"
            Layout.fillWidth: true
            Layout.leftMargin: 14
            Layout.rightMargin: 14
            Layout.bottomMargin: 6
            label: qsTr("Search people, rooms, messages and commands, or dial a number")
            placeholderText: qsTr("Search or dial a number")
            text: pane.desktop.contacts.filter
            onTextChanged: pane.desktop.contacts.filter = text
            onAccepted: if (contacts.item) contacts.item.openFirst()
            onDismissed: pane.enterList()
            Keys.onDownPressed: pane.enterList()
        }
        RequestCards {
            visible: pane.place !== "settings" && !pane.searching && count > 0
            Layout.fillWidth: true
            Layout.preferredHeight: visible ? wanted : 0
            requests: pane.desktop.requests
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Loader {
                id: contacts
                anchors.fill: parent
                visible: pane.shown === "contacts"
                sourceComponent: ContactPane {
                    desktop: pane.desktop
                    currentAddress: pane.currentAddress
                    onChosen: (address) => pane.chosen(address)
                    onFound: (address, message) => pane.found(address, message)
                    onDialled: (target) => pane.dialled(target)
                    onPageWanted: (page) => pane.pageWanted(page)
                    onCommanded: (command) => pane.commanded(command)
                }
            }
            Loader {
                id: chats
                anchors.fill: parent
                visible: pane.shown === "chats"
                active: visible || item
                sourceComponent: ConversationPane {
                    desktop: pane.desktop
                    currentAddress: pane.currentAddress
                    onChosen: (address) => pane.chosen(address)
                    onPageWanted: (page) => pane.pageWanted(page)
                }
            }
            Loader {
                id: calls
                anchors.fill: parent
                visible: pane.shown === "calls"
                active: visible || item
                sourceComponent: CallHistoryPane {
                    desktop: pane.desktop
                    onChosen: (address) => pane.chosen(address)
                    onDialled: (target) => pane.dialled(target)
                }
            }
            Loader {
                id: voicemail
                anchors.fill: parent
                visible: pane.shown === "voicemail"
                active: visible || item
                sourceComponent: VoicemailPane {
                    desktop: pane.desktop
                    onDialled: (target) => pane.dialled(target)
                }
            }
            Loader {
                id: settings
                anchors.fill: parent
                visible: pane.shown === "settings"
                active: visible
                sourceComponent: SettingsPane {
                    desktop: pane.desktop
                    onPageWanted: (page) => pane.pageWanted(page)
                    onHelpWanted: pane.helpWanted()
                }
            }
        }
    }
}
