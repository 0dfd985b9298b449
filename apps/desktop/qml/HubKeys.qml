// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The keys that work everywhere in the hub.
Item {
    id: keys
    required property bool chatting
    required property Desktop desktop
    signal wanted(string place)
    signal pageWanted(string page)
    signal searchWanted()
    signal personWanted()
    signal nextRegion()
    signal previousRegion()

    Shortcut { sequence: Keymap.search; onActivated: keys.searchWanted() }
    Shortcut { sequence: Keymap.contacts; onActivated: keys.wanted("contacts") }
    Shortcut { sequence: Keymap.chats; onActivated: keys.wanted("chats") }
    Shortcut { sequence: Keymap.calls; onActivated: keys.wanted("calls") }
    Shortcut {
        sequence: Keymap.voicemail
        enabled: keys.desktop.voicemail.available
        onActivated: keys.wanted("voicemail")
    }
    Shortcut { sequence: Keymap.settings; onActivated: keys.wanted("settings") }
    Shortcut { sequence: Keymap.person; onActivated: keys.personWanted() }
    Shortcut { sequence: Keymap.newContact; onActivated: keys.pageWanted("new-contact") }
    Shortcut { sequence: Keymap.newGroup; onActivated: keys.pageWanted("new-group") }
    Shortcut { sequence: Keymap.rooms; onActivated: keys.pageWanted("rooms") }
    Shortcut { sequence: Keymap.nextRegion; onActivated: keys.nextRegion() }
    Shortcut { sequence: Keymap.previousRegion; onActivated: keys.previousRegion() }
    Shortcut {
        sequence: Keymap.call
        enabled: keys.chatting
        onActivated: keys.desktop.calls.dial(keys.desktop.chat.address)
    }
    Shortcut { sequence: Keymap.answer; onActivated: keys.desktop.calls.answer() }
    Shortcut { sequence: Keymap.decline; onActivated: keys.desktop.calls.decline() }
    Shortcut { sequence: Keymap.hangUp; onActivated: keys.desktop.calls.hangUp() }
    Shortcut { sequence: Keymap.mute; onActivated: keys.desktop.calls.toggleMuted() }
    Shortcut { sequence: Keymap.answerUnseen; onActivated: keys.desktop.calls.answerSeen(false) }
    Shortcut { sequence: Keymap.video; onActivated: keys.desktop.calls.toggleVideo() }
    Shortcut {
        sequence: Keymap.selfView
        onActivated: keys.desktop.settings.selfView = !keys.desktop.settings.selfView
    }
    Shortcut {
        sequence: Keymap.full
        enabled: keys.desktop.calls.video.shown
        onActivated: keys.desktop.calls.video.full = !keys.desktop.calls.video.full
    }
    Shortcut { sequence: Keymap.merge; onActivated: keys.desktop.calls.merge() }
    Shortcut { sequence: Keymap.hold; onActivated: keys.desktop.calls.toggleHeld() }
    Shortcut { sequence: Keymap.callAgain; onActivated: keys.desktop.line.redial() }
    Shortcut { sequence: Keymap.takeOver; onActivated: keys.desktop.line.takeOverFirst() }
    Shortcut {
        sequence: Keymap.doNotDisturb
        onActivated: keys.desktop.line.doNotDisturb = !keys.desktop.line.doNotDisturb
    }
    Shortcut {
        sequence: Keymap.watchLine
        enabled: keys.desktop.line.available
        onActivated: { keys.wanted("calls"); keys.desktop.line.wantWatch() }
    }
}
