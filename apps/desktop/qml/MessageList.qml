// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// The messages, from the newest at the bottom upwards. It stays where a person reads, and
// follows new messages only from the bottom. Arrows go from message to message; Enter or the menu
// key shows what can be done with one.
ListView {
    id: list
    required property ChatController chat
    required property FileController files
    property bool following: true
    property int unseen: 0
    property int flashed: -1
    property real edge: 20
    signal linkOpened(string link)
    signal menuWanted(Item bubble)

    function toNewest() {
        if (chat.messages.detached) chat.messages.reattach()
        list.following = true
        list.unseen = 0
        list.positionViewAtBeginning()
    }
    function step(by: int) {
        list.currentIndex = Math.max(0, Math.min(count - 1, list.currentIndex + by))
        list.following = list.currentIndex === 0 && !chat.messages.detached
        list.positionViewAtIndex(list.currentIndex, ListView.Contain)
        if (list.currentIndex > count - 8) chat.messages.loadOlder()
    }
    function fileAsked(what: string, id: string) {
        const files = list.files
        const run = { accept: files.accept, decline: files.decline, cancel: files.cancel,
                      retry: files.retry, open: files.open, folder: files.showFolder }
        run[what].call(files, Number(id))
    }

    clip: true
    model: chat.messages
    verticalLayoutDirection: ListView.BottomToTop
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: count > 0
    keyNavigationEnabled: false
    highlightFollowsCurrentItem: false
    currentIndex: 0
    cacheBuffer: 400
    header: Item { height: 12 }
    footer: Item {
        width: list.width
        height: list.chat.messages.loading ? 40 : 12
        Spinner { anchors.centerIn: parent; visible: list.chat.messages.loading }
    }
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Messages with %1").arg(chat.name)
    Keys.onUpPressed: list.step(1)
    Keys.onDownPressed: list.step(-1)
    Keys.onReturnPressed: if (currentItem) list.menuWanted(currentItem)
    Keys.onMenuPressed: if (currentItem) list.menuWanted(currentItem)
    Keys.onPressed: (event) => {
        if (event.key === Qt.Key_PageUp) step(8)
        else if (event.key === Qt.Key_PageDown) step(-8)
        else if (event.key === Qt.Key_End) { currentIndex = 0; toNewest() }
    }
    onMovementEnded: {
        following = atYEnd && !chat.messages.detached
        unseen = following ? 0 : unseen
        if (atYEnd) chat.messages.loadNewer()
    }
    onContentYChanged: if (visibleArea.yPosition < 0.15) chat.messages.loadOlder()
    onHeightChanged: if (following) positionViewAtBeginning()
    delegate: MessageBubble {
        edge: list.edge
        author: list.chat.name
        current: list.activeFocus && ListView.isCurrentItem
        flashing: list.flashed === index
        onRetried: list.chat.messages.retry(index)
        onReacted: (emoji) => list.chat.messages.react(index, emoji)
        onJumped: (id) => list.chat.messages.jumpTo(id)
        onLinkOpened: (link) => list.linkOpened(link)
        onFileAsked: (what) => list.fileAsked(what, messageId)
        onMenuWanted: list.menuWanted(this)
    }
    T.ScrollBar.vertical: Scroller {}

    Timer { id: flash; interval: 1600; onTriggered: list.flashed = -1 }
    Connections {
        target: list.chat.messages
        function onRowsInserted(parent, first, last) {
            if (first > 0) return
            list.unseen = list.following ? 0 : list.unseen + last - first + 1
            if (list.following) Qt.callLater(list.toNewest)
        }
        function onJumped(row: int) {
            list.following = false
            list.currentIndex = row
            list.flashed = row
            flash.restart()
            list.positionViewAtIndex(row, ListView.Center)
        }
    }
    Connections {
        target: list.chat
        function onPeerChanged() { list.currentIndex = 0; Qt.callLater(list.toNewest) }
    }
    EmptyState {
        parent: list
        anchors.fill: parent
        visible: list.count === 0 && !list.chat.messages.loading
        iconName: "chat"
        title: qsTr("No messages yet")
        words: qsTr("Say hello to %1.").arg(list.chat.name)
    }
    PushButton {
        parent: list
        visible: (!list.following || list.chat.messages.detached) && list.count > 0
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 12
        implicitHeight: 34
        primary: list.unseen > 0
        fill: primary ? Theme.accent : Theme.raised
        iconName: "arrow-down"
        text: list.unseen > 0 ? qsTr("%n new", "", list.unseen) : qsTr("Newest")
        onClicked: list.toNewest()
    }
    FocusFrame { parent: list; anchors.margins: 1; radius: 2; shown: list.activeFocus }
}
