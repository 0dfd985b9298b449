// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick

// Every key of the window, in one place: the shortcuts use it and the help shows it.
QtObject {
    readonly property string search: "Ctrl+K"
    readonly property string contacts: "Ctrl+1"
    readonly property string chats: "Ctrl+2"
    readonly property string calls: "Ctrl+3"
    readonly property string voicemail: "Ctrl+4"
    readonly property string settings: "Ctrl+,"
    readonly property string person: "Ctrl+I"
    readonly property string newContact: "Ctrl+N"
    readonly property string newGroup: "Ctrl+Shift+N"
    readonly property string rooms: "Ctrl+Shift+J"
    readonly property string findHere: "Ctrl+F"
    readonly property string save: "Ctrl+S"
    readonly property string attach: "Ctrl+Shift+F"
    readonly property string emoji: "Ctrl+."
    readonly property string members: "Ctrl+Shift+P"
    readonly property string devices: "Ctrl+Shift+E"
    readonly property string nextRegion: "F6"
    readonly property string previousRegion: "Shift+F6"
    readonly property string call: "Ctrl+Shift+C"
    readonly property string answer: "Ctrl+Shift+A"
    readonly property string decline: "Ctrl+Shift+D"
    readonly property string hangUp: "Ctrl+Shift+H"
    readonly property string mute: "Ctrl+Shift+M"
    readonly property string hold: "Ctrl+Shift+O"
    readonly property string keypad: "Ctrl+Shift+K"
    readonly property string transfer: "Ctrl+Shift+T"
    readonly property string merge: "Ctrl+Shift+G"
    readonly property string callDetails: "Ctrl+Shift+Q"
    readonly property string answerUnseen: "Ctrl+Shift+S"
    readonly property string video: "Ctrl+Shift+V"
    readonly property string selfView: "Ctrl+Shift+I"
    readonly property string full: "F11"
    readonly property string callAgain: "Ctrl+Shift+R"
    readonly property string takeOver: "Ctrl+Shift+Y"
    readonly property string doNotDisturb: "Ctrl+Shift+B"
    readonly property string watchLine: "Ctrl+Shift+W"
    readonly property string theme: "Ctrl+Shift+L"
    readonly property string help: "F1"
    readonly property string otherHelp: "Ctrl+?"
    readonly property string quit: "Ctrl+Q"

    readonly property var all: [
        { keys: search, what: qsTr("Search people, rooms, messages and commands, or dial a number") },
        { keys: contacts, what: qsTr("Contacts") },
        { keys: chats, what: qsTr("Chats") },
        { keys: calls, what: qsTr("Calls") },
        { keys: voicemail, what: qsTr("Voicemail") },
        { keys: settings, what: qsTr("Settings") },
        { keys: person, what: qsTr("Profile of the caller, of who is chosen in a list, or of the open chat") },
        { keys: newContact, what: qsTr("New contact") },
        { keys: newGroup, what: qsTr("New group chat") },
        { keys: rooms, what: qsTr("Join a room") },
        { keys: nextRegion, what: qsTr("Next part of the window (with Shift: previous)") },
        { keys: "\u2191 \u2193", what: qsTr("Move in a list; Enter opens") },
        { keys: "Esc", what: qsTr("Back, or close what is open") },
        { keys: "Enter", what: qsTr("Send the message (with Shift: new line)") },
        { keys: "\u2191", what: qsTr("In the empty message field: edit your last message") },
        { keys: "Menu", what: qsTr("What can be done with a message, a chat or a contact") },
        { keys: "@", what: qsTr("Name somebody in a group") },
        { keys: findHere, what: qsTr("Search in the open chat") },
        { keys: save, what: qsTr("Save the open chat to a file") },
        { keys: attach, what: qsTr("Send a file") },
        { keys: emoji, what: qsTr("Emoji") },
        { keys: members, what: qsTr("People of the open group") },
        { keys: devices, what: qsTr("Encryption and devices of the open chat") },
        { keys: call, what: qsTr("Call the person of the open chat") },
        { keys: answer, what: qsTr("Answer the call") },
        { keys: decline, what: qsTr("Decline the call") },
        { keys: hangUp, what: qsTr("Hang up") },
        { keys: mute, what: qsTr("Mute or unmute the microphone") },
        { keys: hold, what: qsTr("Hold or resume the call") },
        { keys: keypad, what: qsTr("Keypad") },
        { keys: transfer, what: qsTr("Transfer the call") },
        { keys: merge, what: qsTr("Join the calls into a conference") },
        { keys: callDetails, what: qsTr("Figures of the call") },
        { keys: answerUnseen, what: qsTr("Answer without your picture") },
        { keys: video, what: qsTr("Start or stop your video") },
        { keys: selfView, what: qsTr("Show or hide your own picture") },
        { keys: full, what: qsTr("Picture on the whole screen, and back") },
        { keys: callAgain, what: qsTr("Call again who was called last") },
        { keys: takeOver, what: qsTr("Take over the call of your other device") },
        { keys: doNotDisturb, what: qsTr("Refuse calls as busy, or take them again") },
        { keys: watchLine, what: qsTr("Watch somebody's line") },
        { keys: theme, what: qsTr("Light or dark") },
        { keys: help, what: qsTr("This help") }
    ]
}
