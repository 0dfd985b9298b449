// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// One message: its words, its time and how far it got.
Item {
    id: bubble
    required property int index
    required property string body
    required property string time
    required property string day
    required property string delivery
    required property string failure
    required property int deliveryState
    required property bool mine
    required property bool first
    property string author
    property real edge: 20
    readonly property bool failed: mine && deliveryState === Shown.Delivery.Failed
    readonly property real room: Math.min(560, (width - 2 * edge) * 0.8)
    signal retried()

    width: ListView.view ? ListView.view.width : 400
    height: box.y + box.height + (problem.visible ? problem.height + 2 : 0)
    Accessible.role: Accessible.ListItem
    Accessible.name: mine ? qsTr("You, %1: %2. %3").arg(time).arg(body).arg(delivery)
                          : qsTr("%1, %2: %3").arg(author).arg(time).arg(body)

    Words {
        id: dayTitle
        visible: bubble.day !== ""
        anchors.horizontalCenter: parent.horizontalCenter
        height: visible ? 40 : 0
        verticalAlignment: Text.AlignVCenter
        text: bubble.day
        color: Theme.faint
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
    }
    Rectangle {
        id: box
        y: dayTitle.height + (bubble.day !== "" ? 0 : bubble.first ? 12 : 4)
        x: bubble.mine ? bubble.width - width - bubble.edge : bubble.edge
        width: 28 + words.width + 10 + meta.width
        height: Math.max(37, 16 + words.height)
        radius: Theme.bubbleRadius
        color: bubble.mine ? Theme.bubbleMine : Theme.bubbleTheirs
        border.width: bubble.failed || !bubble.mine ? 1 : 0
        border.color: bubble.failed ? Theme.danger : Theme.bubbleBorder
        Words {
            id: words
            x: 14
            y: 8
            width: Math.min(Math.ceil(implicitWidth), bubble.room - 38 - meta.width)
            text: bubble.body
            wrapMode: Text.Wrap
            elide: Text.ElideNone
            lineHeight: 1.15
            Accessible.ignored: true
        }
        Row {
            id: meta
            anchors.right: parent.right
            anchors.rightMargin: 13
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 10
            spacing: 4
            Words {
                anchors.verticalCenter: parent.verticalCenter
                text: bubble.time
                color: Theme.bubbleMeta
                font.pixelSize: Theme.tiny
                Accessible.ignored: true
            }
            Icon {
                visible: bubble.mine
                anchors.verticalCenter: parent.verticalCenter
                size: 14
                name: bubble.deliveryState === Shown.Delivery.Queued ? "clock"
                    : bubble.deliveryState === Shown.Delivery.Sent ? "check"
                    : bubble.failed ? "warning" : "checks"
                color: bubble.failed ? Theme.danger
                     : bubble.deliveryState === Shown.Delivery.Read ? Theme.accent
                     : Theme.bubbleMeta
            }
        }
    }
    Row {
        id: problem
        visible: bubble.failed
        anchors.top: box.bottom
        anchors.topMargin: 2
        anchors.right: parent.right
        anchors.rightMargin: bubble.edge
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
