// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick

// Every key of the window, in one place: the shortcuts use it and the help shows it.
QtObject {
    readonly property string search: "Ctrl+K"
    readonly property string contacts: "Ctrl+1"
    readonly property string chats: "Ctrl+2"
    readonly property string calls: "Ctrl+3"
    readonly property string settings: "Ctrl+,"
    readonly property string nextRegion: "F6"
    readonly property string previousRegion: "Shift+F6"
    readonly property string call: "Ctrl+Shift+C"
    readonly property string answer: "Ctrl+Shift+A"
    readonly property string decline: "Ctrl+Shift+D"
    readonly property string hangUp: "Ctrl+Shift+H"
    readonly property string mute: "Ctrl+Shift+M"
    readonly property string hold: "Ctrl+Shift+O"
    readonly property string keypad: "Ctrl+Shift+K"
    readonly property string theme: "Ctrl+Shift+L"
    readonly property string help: "F1"
    readonly property string otherHelp: "Ctrl+?"
    readonly property string quit: "Ctrl+Q"

    readonly property var all: [
        { keys: search, what: qsTr("Search people or dial a number") },
        { keys: contacts, what: qsTr("Contacts") },
        { keys: chats, what: qsTr("Chats") },
        { keys: calls, what: qsTr("Calls") },
        { keys: settings, what: qsTr("Settings") },
        { keys: nextRegion, what: qsTr("Next part of the window (with Shift: previous)") },
        { keys: "\u2191 \u2193", what: qsTr("Move in a list; Enter opens") },
        { keys: "Esc", what: qsTr("Back, or close what is open") },
        { keys: "Enter", what: qsTr("Send the message (with Shift: new line)") },
        { keys: call, what: qsTr("Call the person of the open chat") },
        { keys: answer, what: qsTr("Answer the call") },
        { keys: decline, what: qsTr("Decline the call") },
        { keys: hangUp, what: qsTr("Hang up") },
        { keys: mute, what: qsTr("Mute or unmute the microphone") },
        { keys: hold, what: qsTr("Hold or resume the call") },
        { keys: keypad, what: qsTr("Keypad") },
        { keys: theme, what: qsTr("Light or dark") },
        { keys: help, what: qsTr("This help") }
    ]
}
