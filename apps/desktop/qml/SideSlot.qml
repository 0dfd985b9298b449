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
        "connection": "ConnectionPage.qml", "certificate": "CertificatePage.qml",
        "new-group": "NewGroupPage.qml", "invite": "NewGroupPage.qml", "rooms": "RoomListPage.qml",
        "devices": "DevicesPage.qml", "room": "RoomPage.qml", "blocked": "BlockedPage.qml",
        "history-transfer": "HistoryTransferPage.qml", "camera": "CameraPage.qml",
        "sound": "SoundPage.qml",
        "person": "PersonPage.qml", "new-contact": "NewContactPage.qml",
        "change-contact": "ChangeContactPage.qml",
        "contact-list": "ContactListPage.qml", "directory": "DirectoryPage.qml"
    })
    readonly property bool shown: page in files
    // Pages that Esc leaves also where they stand beside the list.
    readonly property bool leaves: ["new-group", "invite", "rooms", "devices", "room", "person", "new-contact", "change-contact",
                                    "contact-list"].includes(page)
    signal back()
    signal wanted(string page)
    signal chatWanted(string address)

    function enter() { if (item) item.enter() }

    onPageChanged: setSource(files[page] ?? "", { desktop: desktop, stacked: stacked })
    Binding { target: slot.item; property: "stacked"; value: slot.stacked; when: slot.item !== null }
    Connections {
        target: slot.item
        function onBack() { slot.back() }
        function onWanted(page: string) { slot.wanted(page) }
        function onChatWanted(address: string) { slot.chatWanted(address) }
    }
}
