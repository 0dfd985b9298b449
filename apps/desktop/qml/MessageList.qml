// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// The messages, from the newest at the bottom upwards. It stays where a person reads, and
// follows new messages only from the bottom.
ListView {
    id: list
    required property ChatController chat
    property bool following: true
    property int unseen: 0
    property real edge: 20

    function toNewest() {
        list.following = true
        list.unseen = 0
        list.positionViewAtBeginning()
    }

    clip: true
    model: chat.messages
    verticalLayoutDirection: ListView.BottomToTop
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: count > 0
    keyNavigationEnabled: false
    cacheBuffer: 400
    header: Item { height: 12 }
    footer: Item { height: 12 }
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Messages with %1").arg(chat.name)
    Keys.onUpPressed: flick(0, 600)
    Keys.onDownPressed: flick(0, -600)
    Keys.onPressed: (event) => {
        if (event.key === Qt.Key_PageUp) flick(0, 2400)
        else if (event.key === Qt.Key_PageDown) flick(0, -2400)
        else if (event.key === Qt.Key_End) toNewest()
    }
    onMovementEnded: { following = atYEnd; unseen = following ? 0 : unseen }
    onContentYChanged: if (visibleArea.yPosition < 0.15) chat.messages.loadOlder()
    onHeightChanged: if (following) positionViewAtBeginning()
    delegate: MessageBubble {
        edge: list.edge
        author: list.chat.name
        onRetried: list.chat.messages.retry(index)
    }
    T.ScrollBar.vertical: Scroller {}

    Connections {
        target: list.chat.messages
        function onRowsInserted(parent, first, last) {
            if (first > 0) return
            list.unseen = list.following ? 0 : list.unseen + last - first + 1
            if (list.following) Qt.callLater(list.toNewest)
        }
    }
    Connections {
        target: list.chat
        function onPeerChanged() { Qt.callLater(list.toNewest) }
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
        visible: !list.following && list.count > 0
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
