// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// One conversation; of a group with its people beside it, or above it where there is no room.
Rectangle {
    id: page
    required property Desktop desktop
    property bool stacked: false
    readonly property ChatController chat: desktop.chat
    property bool panel: false
    readonly property bool beside: panel && width >= 640
    signal back()
    signal called(string target)
    signal wanted(string page)

    function enter() { composer.enter() }
    function find() { finder.active = true; finder.item.enter() }
    function save() { saver.active = true; saver.item.open() }
    function startGroup() {
        page.desktop.group.start()
        page.desktop.group.add(page.chat.address)
        page.wanted("new-group")
    }
    function showPeople() {
        page.panel = !page.panel
        if (page.panel) Qt.callLater(people.enter)
    }
    function showLock(button: Item) {
        lock.active = true
        lock.item.x = Math.max(8, Math.min(page.width - lock.item.width - 8, button.mapToItem(page, 0, 0).x - 200))
        lock.item.open()
    }
    function showMenu(bubble: MessageBubble) {
        menu.active = true
        menu.item.bubble = bubble
        const place = bubble.mapToItem(page, 0, 0)
        menu.item.x = bubble.mine ? page.width - menu.item.width - 60 : 60
        menu.item.y = Math.max(64, Math.min(page.height - menu.item.implicitHeight - 70, place.y + 24))
        menu.item.open()
    }
    function pick(bubble: MessageBubble) {
        picker.active = true
        picker.row = bubble.index
        picker.item.open()
    }

    color: Theme.window
    Keys.onEscapePressed: (event) => {
        if (finder.active) { finder.active = false; page.enter() }
        else if (page.panel) { page.panel = false; page.enter() }
        else event.accepted = false
    }
    RowLayout {
        anchors.fill: parent
        spacing: 0
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 0
            ChatHeader {
                Layout.fillWidth: true
                desktop: page.desktop
                callable: page.desktop.calls.available
                stacked: page.stacked
                panelOpen: page.panel
                onBack: page.back()
                onCalled: page.called(page.chat.address)
                onPeopleWanted: page.showPeople()
                onFindWanted: page.find()
                onLockWanted: (button) => page.showLock(button)
                onMoreWanted: (button) => { more.active = true; more.item.open() }
            }
            CallSlot {
                Layout.fillWidth: true
                desktop: page.desktop
                room: page.height * 0.4
                shown: page.visible
                narrow: page.width < 520
            }
            Loader {
                id: finder
                Layout.fillWidth: true
                Layout.preferredHeight: active ? item.implicitHeight : 0
                active: false
                visible: active
                sourceComponent: ChatSearch {
                    found: page.desktop.foundHere
                    messages: page.chat.messages
                    onClosed: { finder.active = false; page.enter() }
                }
            }
            Loader {
                Layout.fillWidth: true
                active: page.desktop.encryption.newDevices || page.desktop.encryption.refused
                visible: active
                sourceComponent: LockBanner {
                    encryption: page.desktop.encryption
                    onDevicesWanted: page.wanted("devices")
                }
            }
            Loader {
                Layout.fillWidth: true
                active: page.desktop.room.here && page.desktop.room.trouble !== ""
                visible: active
                sourceComponent: RoomTrouble { room: page.desktop.room }
            }
            Words {
                visible: text !== ""
                Layout.fillWidth: true
                Layout.margins: 10
                Layout.leftMargin: 20
                text: page.chat.notices
                color: Theme.muted
                font.pixelSize: Theme.small
                wrapMode: Text.Wrap
            }
            MessageList {
                id: messages
                objectName: "messageList"
                Layout.fillWidth: true
                Layout.fillHeight: true
                chat: page.chat
                files: page.desktop.files
                edge: page.width < 520 ? 12 : 20
                onLinkOpened: (link) => page.desktop.openLink(link)
                onMenuWanted: (bubble) => page.showMenu(bubble)
                FileDrop { anchors.fill: parent; files: page.desktop.files }
                PersonDrop {
                    anchors.fill: parent
                    enabled: page.desktop.room.here
                    desktop: page.desktop
                    onWanted: page.wanted("invite")
                }
            }
            Loader {
                Layout.fillWidth: true
                active: page.desktop.files.captured.toString() !== ""
                visible: active
                sourceComponent: CapturePreview {
                    files: page.desktop.files
                    onClosed: page.enter()
                }
            }
            Composer {
                id: composer
                Layout.fillWidth: true
                desktop: page.desktop
                onFileWanted: page.desktop.files.choose()
            }
        }
        Line { visible: page.beside; Layout.fillHeight: true }
        Item { visible: page.beside; Layout.preferredWidth: 288; Layout.fillHeight: true }
    }
    Loader {
        id: people
        function enter() { if (item) item.enter() }
        active: page.panel && page.desktop.room.here
        anchors.right: parent.right
        height: parent.height
        width: page.beside ? 288 : parent.width
        sourceComponent: RoomPanel {
            desktop: page.desktop
            onClosed: { page.panel = false; page.enter() }
            onWanted: (where) => page.wanted(where)
        }
    }
    Loader {
        id: lock
        active: false
        sourceComponent: LockCard {
            parent: page
            y: 60
            width: Math.min(360, page.width - 16)
            desktop: page.desktop
            onDevicesWanted: page.wanted("devices")
        }
    }
    Loader {
        id: more
        active: false
        sourceComponent: ChatMenu {
            parent: page
            x: page.width - width - 12
            y: 58
            width: Math.min(320, page.width - 16)
            desktop: page.desktop
            onFindWanted: page.find()
            onSaveWanted: page.save()
            onGroupWanted: page.startGroup()
        }
    }
    Loader {
        id: saver
        active: false
        sourceComponent: ActionMenu {
            parent: page
            x: page.width - width - 12
            y: 58
            label: qsTr("Save chat\u2026")
            actions: [
                { does: "html", icon: "file", text: qsTr("Save as a web page") },
                { does: "text", icon: "file", text: qsTr("Save as plain text") },
                { does: "json", icon: "file", text: qsTr("Save as JSON") }
            ]
            onChosen: (format) => page.desktop.saveChat(format)
        }
    }
    Loader {
        id: menu
        active: false
        sourceComponent: MessageMenu {
            parent: page
            chat: page.chat
            session: page.desktop.session
            onPickerWanted: (bubble) => page.pick(bubble)
            onClosed: if (page.chat.composing === Shown.Compose.Fresh) messages.forceActiveFocus(Qt.PopupFocusReason)
        }
    }
    Loader {
        id: picker
        property int row: 0
        active: false
        sourceComponent: EmojiPicker {
            parent: page
            x: Math.round((page.width - width) / 2)
            y: Math.round((page.height - height) / 2)
            onChosen: (emoji) => page.chat.messages.react(picker.row, emoji)
        }
    }
    Shortcut { sequence: Keymap.findHere; enabled: page.visible; onActivated: page.find() }
    Shortcut { sequence: Keymap.save; enabled: page.visible; onActivated: page.save() }
    Shortcut { sequence: Keymap.attach; enabled: page.visible; onActivated: page.desktop.files.choose() }
    Shortcut { sequence: Keymap.emoji; enabled: page.visible; onActivated: composer.openPicker() }
    Shortcut { sequence: Keymap.members; enabled: page.visible && page.chat.room; onActivated: page.showPeople() }
    Shortcut { sequence: Keymap.devices; enabled: page.visible; onActivated: page.wanted("devices") }
    Connections {
        target: page.chat
        function onPeerChanged() { finder.active = false; if (!page.chat.room) page.panel = false }
    }
}
