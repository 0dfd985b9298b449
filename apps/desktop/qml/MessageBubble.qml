// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// One message: who said it, what it answers, its words or file, its reactions, its time, how it was
// protected and how far it got. Or a line about something that happened.
Item {
    id: bubble
    required property int index
    required property string messageId
    required property string body
    required property string rich
    required property string time
    required property string day
    required property string delivery
    required property string failure
    required property string sender
    required property string initials
    required property var replyId
    required property string replyName
    required property string replyText
    required property string protection
    required property var reactions
    required property string file
    required property string fileLine
    required property int fileState
    required property string picture
    required property real progress
    required property real shape
    required property int kind
    required property int lock
    required property int hue
    required property int deliveryState
    required property bool mine
    required property bool first
    required property bool edited
    required property bool mentions
    required property bool fresh
    property string author
    property real edge: 20
    property bool current: false  // the keyboard is on it
    property bool flashing: false // it was jumped to
    readonly property bool event: kind === Shown.Message.Event
    readonly property bool failed: mine && deliveryState === Shown.Delivery.Failed
    readonly property bool unreadable: lock === Shown.Protection.Unreadable
    readonly property bool grouped: sender !== ""
    readonly property real indent: grouped ? 38 : 0
    readonly property real room: Math.min(560, (width - 2 * edge - indent) * 0.8)
    readonly property string who: grouped ? sender : mine ? qsTr("You") : author
    signal retried()
    signal jumped(var id)
    signal reacted(string emoji)
    signal menuWanted()
    signal linkOpened(string link)
    signal fileAsked(string what)

    width: ListView.view ? ListView.view.width : 400
    height: event ? eventLine.y + eventLine.height + 6
                  : box.y + box.height + (under.active ? under.height + 4 : 0)
                    + (problem.active ? problem.height + 2 : 0)
    Accessible.role: Accessible.ListItem
    Accessible.name: event ? qsTr("%1, %2").arg(body).arg(time)
        : [qsTr("%1, %2").arg(who).arg(time), replyText !== "" ? qsTr("answers %1: %2").arg(replyName).arg(replyText) : "",
           file !== "" ? qsTr("File %1, %2").arg(file).arg(fileLine) : "", body, edited ? qsTr("edited") : "",
           lock === Shown.Protection.None ? "" : protection,
           reactions.map((each) => each.emoji + " " + each.names).join(", "),
           failed && failure !== "" ? failure : delivery].filter((part) => part !== "").join(". ")
    Accessible.focusable: true
    Accessible.onPressAction: bubble.menuWanted()

    Column {
        id: titles
        width: parent.width
        Words {
            visible: bubble.day !== ""
            anchors.horizontalCenter: parent.horizontalCenter
            height: 40
            verticalAlignment: Text.AlignVCenter
            text: bubble.day
            color: Theme.faint
            font.pixelSize: Theme.small
            font.weight: Font.DemiBold
        }
        Loader {
            active: bubble.fresh
            visible: active
            width: parent.width
            sourceComponent: FreshLine { edge: bubble.edge }
        }
    }
    Words {
        id: eventLine
        visible: bubble.event
        y: titles.height + 6
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(implicitWidth, parent.width - 2 * bubble.edge)
        horizontalAlignment: Text.AlignHCenter
        text: bubble.event ? qsTr("%1 \u00b7 %2").arg(bubble.body).arg(bubble.time) : ""
        color: Theme.muted
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
        Accessible.ignored: true
    }
    Loader {
        active: bubble.grouped && !bubble.mine && bubble.first && !bubble.event
        x: bubble.edge
        y: box.y
        sourceComponent: Avatar { size: 30; initials: bubble.initials; hue: bubble.hue }
    }
    Rectangle {
        id: box
        objectName: "bubbleBox"
        visible: !bubble.event
        y: titles.height + (bubble.day !== "" || bubble.fresh ? 0 : bubble.first ? 12 : 4)
        x: bubble.mine ? bubble.width - width - bubble.edge : bubble.edge + bubble.indent
        width: Math.max(content.width + 28, content.beside ? 0 : meta.width + 28)
        height: content.height + (content.beside ? 16 : 36)
        radius: Theme.bubbleRadius
        color: bubble.mine ? Theme.bubbleMine : Theme.bubbleTheirs
        border.width: bubble.current || bubble.flashing || bubble.mentions ? 2
                    : bubble.failed || !bubble.mine ? 1 : 0
        border.color: bubble.failed ? Theme.danger
                    : bubble.current || bubble.flashing ? Theme.accent
                    : bubble.mentions ? Theme.warning : Theme.bubbleBorder
        TapHandler { acceptedButtons: Qt.RightButton; onTapped: bubble.menuWanted() }
        TapHandler { acceptedDevices: PointerDevice.TouchScreen; onLongPressed: bubble.menuWanted() }
        BubbleContent {
            id: content
            x: 14
            y: 8
            bubble: bubble
            most: bubble.room - 28
            metaWidth: meta.width
        }
        BubbleMeta {
            id: meta
            anchors.right: parent.right
            anchors.rightMargin: 13
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 10
            bubble: bubble
        }
    }
    HoverHandler { id: over }
    Loader {
        active: (over.hovered || bubble.current) && !bubble.event
        x: bubble.mine ? box.x - width - 4 : box.x + box.width + 4
        y: box.y + 2
        sourceComponent: IconButton {
            focusPolicy: Qt.NoFocus
            size: 32
            iconSize: 16
            fillHover: Theme.pressed
            text: qsTr("What can be done with the message")
            iconName: "more"
            onClicked: bubble.menuWanted()
        }
    }
    Loader {
        id: under
        active: bubble.reactions.length > 0
        anchors.top: box.bottom
        anchors.topMargin: 4
        x: bubble.mine ? bubble.width - width - bubble.edge : box.x
        sourceComponent: ReactionRow {
            reactions: bubble.reactions
            most: bubble.room
            onReacted: (emoji) => bubble.reacted(emoji)
        }
    }
    Loader {
        id: problem
        active: bubble.failed
        anchors.top: under.active ? under.bottom : box.bottom
        anchors.topMargin: 2
        anchors.right: parent.right
        anchors.rightMargin: bubble.edge
        sourceComponent: Row {
            spacing: 4
            Words {
                width: Math.min(implicitWidth, bubble.room - 90)
                anchors.verticalCenter: parent.verticalCenter
                text: bubble.failure === "" ? bubble.delivery : bubble.failure
                color: Theme.danger
                font.pixelSize: Theme.small
            }
            LinkButton { text: qsTr("Try again"); onClicked: bubble.retried() }
        }
    }
}
