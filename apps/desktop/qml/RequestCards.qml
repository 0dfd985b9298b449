// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// What waits for a yes or a no: invitations, and people who ask to see our presence.
ListView {
    id: cards
    required property RequestModel requests
    readonly property real wanted: Math.min(contentHeight + 8, 236)

    objectName: "requestCards"
    model: requests
    clip: true
    spacing: 6
    boundsBehavior: Flickable.StopAtBounds
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Requests")
    delegate: Rectangle {
        id: card
        required property int index
        required property string title
        required property string words
        required property string initials
        required property int hue
        required property bool room
        x: 14
        width: cards.width - 28
        height: content.height + 20
        radius: Theme.cardRadius
        color: Theme.window
        border.color: Theme.border
        Accessible.role: Accessible.Grouping
        Accessible.name: card.words === "" ? card.title : card.title + ". " + card.words
        Avatar { x: 12; y: 12; size: 32; initials: card.initials; hue: card.hue; room: card.room }
        Column {
            id: content
            x: 56
            y: 10
            width: parent.width - 68
            spacing: 4
            Words { width: parent.width; text: card.title; font.weight: Font.Medium; wrapMode: Text.Wrap; maximumLineCount: 3; Accessible.ignored: true }
            Words { visible: text !== ""; width: parent.width; text: card.words; color: Theme.muted; font.pixelSize: Theme.small; wrapMode: Text.Wrap; maximumLineCount: 2; Accessible.ignored: true }
            Row {
                x: -8
                spacing: 4
                LinkButton { objectName: "acceptRequest"; text: card.room ? qsTr("Join") : qsTr("Allow"); onClicked: cards.requests.accept(card.index) }
                LinkButton { text: qsTr("Decline"); tint: Theme.muted; onClicked: cards.requests.decline(card.index) }
                LinkButton { text: qsTr("Block"); tint: Theme.danger; onClicked: cards.requests.block(card.index) }
            }
        }
    }
}
