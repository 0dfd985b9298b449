// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Signed in: navigation, list and conversation side by side, or one after the other where the
// window is narrow.
FocusScope {
    id: hub
    required property Desktop desktop
    property string place: "contacts"
    property string detail: ""
    readonly property bool stacked: width < Theme.stackedWidth
    readonly property bool phone: width <= Theme.phoneWidth
    readonly property bool chatting: detail === "chat" && desktop.chat.isOpen
    signal helpWanted()

    function go(where: string) {
        hub.place = where
        hub.desktop.contacts.filter = ""
        if (hub.stacked) hub.detail = ""
        if (where === "calls") hub.desktop.history.look()
        if (where === "voicemail") hub.desktop.voicemail.look()
        if (where === "settings" && !hub.stacked) hub.detail = "status"
        if (where !== "settings" && side.shown) hub.detail = hub.desktop.chat.isOpen ? "chat" : ""
    }
    function show(page: string) {
        hub.detail = page
        Qt.callLater(side.enter)
    }
    function openChat(address: string) {
        if (address.includes("@")) {
            hub.desktop.chat.open(address)
            hub.detail = "chat"
            Qt.callLater(chat.enter)
        } else {
            hub.desktop.calls.dial(address)
        }
    }
    function openMessage(address: string, message: var) {
        hub.openChat(address)
        hub.desktop.chat.messages.jumpTo(message)
    }
    function dial(target: string) {
        hub.desktop.calls.dial(target)
        hub.desktop.contacts.filter = ""
        if (target.includes("@")) hub.openChat(target)
    }
    function showPerson() {
        const incoming = hub.desktop.calls.incoming
        const chosen = list.chosenWho()
        hub.desktop.showPerson(incoming.active ? incoming.address : chosen !== "" ? chosen
                             : hub.chatting && !hub.desktop.chat.room ? hub.desktop.chat.address : "")
    }
    function run(command: string) {
        hub.desktop.contacts.filter = ""
        if (command === "settings") hub.go("settings")
        else if (command === "theme") hub.desktop.toggleTheme()
        else if (command === "help") hub.helpWanted()
        else if (command === "sign-out") hub.desktop.session.signOut()
        else if (command === "available") hub.desktop.session.setPresence(Shown.Availability.Available, "")
        else if (command === "away") hub.desktop.session.setPresence(Shown.Availability.Away, "")
        else if (command === "dnd") hub.desktop.session.setPresence(Shown.Availability.DoNotDisturb, "")
        else hub.show(command)
    }
    function back() {
        if (!hub.stacked && side.leaves) hub.detail = hub.desktop.chat.isOpen ? "chat" : ""
        else if (hub.stacked && hub.detail !== "") hub.detail = ""
        else if (hub.desktop.contacts.filter !== "") hub.desktop.contacts.filter = ""
        Qt.callLater(list.enterList)
    }

    Keys.onEscapePressed: hub.back()

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 0
            Navigation {
                id: rail
                visible: !hub.phone
                Layout.fillHeight: true
                desktop: hub.desktop
                place: hub.place
                onChosen: (place) => hub.go(place)
                onThemeToggled: hub.desktop.toggleTheme()
            }
            ListPane {
                id: list
                visible: !hub.stacked || hub.detail === ""
                Layout.fillHeight: true
                Layout.fillWidth: hub.stacked
                Layout.preferredWidth: Math.min(Theme.listWidth, hub.width * 0.34)
                desktop: hub.desktop
                stacked: hub.stacked
                place: hub.place
                currentAddress: hub.chatting && !hub.stacked ? hub.desktop.chat.address : ""
                onChosen: (address) => hub.openChat(address)
                onFound: (address, message) => hub.openMessage(address, message)
                onDialled: (target) => hub.dial(target)
                onPageWanted: (page) => hub.show(page)
                onCommanded: (command) => hub.run(command)
                onHelpWanted: hub.helpWanted()
            }
            Line { visible: !hub.stacked; Layout.fillHeight: true }
            Item {
                visible: !hub.stacked || hub.detail !== ""
                Layout.fillWidth: true
                Layout.fillHeight: true
                Loader {
                    id: chat
                    function enter() { if (item) item.enter() }
                    anchors.fill: parent
                    visible: hub.chatting
                    active: visible || item
                    sourceComponent: ChatPage {
                        desktop: hub.desktop
                        stacked: hub.stacked
                        onBack: hub.back()
                        onCalled: (target) => hub.desktop.calls.dial(target)
                        onWanted: (page) => hub.show(page)
                    }
                }
                SideSlot {
                    id: side
                    anchors.fill: parent
                    desktop: hub.desktop
                    page: hub.detail
                    stacked: hub.stacked
                    onBack: hub.back()
                    onWanted: (page) => hub.show(page)
                    onChatWanted: (address) => hub.openChat(address)
                }
                NothingChosen {
                    anchors.fill: parent
                    visible: !hub.chatting && !side.shown
                    desktop: hub.desktop
                }
            }
        }
        Navigation {
            id: bottom
            visible: hub.phone && hub.detail === ""
            Layout.fillWidth: true
            flat: true
            desktop: hub.desktop
            place: hub.place
            onChosen: (place) => hub.go(place)
        }
    }
    Loader {
        id: question
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: 12
        // Below an incoming call, which cannot wait.
        anchors.topMargin: hub.desktop.calls.incoming.active ? 168 : 12
        width: Math.min(400, hub.width - 24)
        active: hub.desktop.question.active
        sourceComponent: QuestionSheet { objectName: "questionSheet"; desktop: hub.desktop }
    }
    Loader {
        anchors.right: parent.right
        anchors.top: question.active ? question.bottom : parent.top
        anchors.margins: 12
        anchors.topMargin: question.anchors.topMargin
        width: Math.min(400, hub.width - 24)
        active: hub.desktop.historyTransfer.asked && hub.detail !== "history-transfer"
        sourceComponent: HistoryAskedCard {
            transfer: hub.desktop.historyTransfer
            onLooked: { hub.go("settings"); hub.show("history-transfer") }
        }
    }
    Binding {
        target: hub.desktop.chat
        property: "seen"
        value: hub.chatting && hub.Window.active
    }
    Connections {
        target: hub.desktop
        function onChatWanted(address: string) { hub.openChat(address) }
        function onPageWanted(page: string) { hub.show(page) }
        function onSearchWanted(text: string) {
            hub.go("contacts")
            hub.desktop.contacts.filter = text
            list.search()
        }
    }
    Connections {
        target: hub.desktop.requests
        function onJoined(address: string) { hub.openChat(address) }
    }
    FocusRing {
        id: ring
        regions: [rail, list, chat, side, question, bottom]
    }
    HubKeys {
        chatting: hub.chatting
        desktop: hub.desktop
        onWanted: (place) => hub.go(place)
        onPageWanted: (page) => hub.show(page)
        onPersonWanted: hub.showPerson()
        onSearchWanted: {
            if (hub.stacked) hub.detail = ""
            if (hub.place === "settings") hub.go("contacts")
            list.search()
        }
        onNextRegion: ring.next()
        onPreviousRegion: ring.previous()
    }
}
