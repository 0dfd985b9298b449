// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// The states that a person can choose, and their own words.
T.Popup {
    id: menu
    required property SessionController session
    readonly property var choices: [
        { state: Shown.Availability.Available, words: qsTr("Available") },
        { state: Shown.Availability.Away, words: qsTr("Away") },
        { state: Shown.Availability.DoNotDisturb, words: qsTr("Do not disturb") }
    ]

    function choose(state: int) {
        menu.session.setPresence(state, own.text)
        menu.close()
    }

    width: 288
    padding: 8
    margins: 8
    focus: true
    implicitHeight: content.implicitHeight + topPadding + bottomPadding
    onAboutToShow: own.text = session.statusText
    background: Rectangle {
        radius: Theme.cardRadius
        color: Theme.raised
        border.color: Theme.border
    }
    contentItem: Column {
        id: content
        spacing: 2
        Repeater {
            id: rows
            model: menu.choices
            MenuRow {
                required property var modelData
                required property int index
                width: content.width
                text: modelData.words
                chosen: menu.session.availability === modelData.state
                focus: chosen
                onClicked: menu.choose(modelData.state)
                KeyNavigation.down: index + 1 < rows.count ? rows.itemAt(index + 1) : own
                KeyNavigation.up: index > 0 ? rows.itemAt(index - 1) : null
                PresenceDot {
                    x: 12
                    anchors.verticalCenter: parent.verticalCenter
                    availability: parent.modelData.state
                    ground: Theme.raised
                    size: 16
                }
            }
        }
        Words {
            visible: text !== ""
            x: 12
            width: parent.width - 24
            topPadding: 4
            text: menu.session.shownAs
            color: Theme.muted
            font.pixelSize: Theme.small
            wrapMode: Text.Wrap
        }
        Item { width: 1; height: 4 }
        Line { width: parent.width }
        Item { width: 1; height: 6 }
        Field {
            id: own
            width: parent.width
            label: qsTr("Your status message")
            placeholderText: qsTr("What are you doing?")
            maximumLength: 200
            KeyNavigation.up: rows.itemAt(rows.count - 1)
            KeyNavigation.down: recent.count > 0 ? recent.itemAt(0) : null
            onAccepted: menu.choose(menu.session.availability <= Shown.Availability.DoNotDisturb
                                    ? menu.session.availability : Shown.Availability.Available)
        }
        Repeater {
            id: recent
            model: menu.session.recentTexts.slice(0, 4)
            ActionRow {
                required property string modelData
                required property int index
                width: content.width
                implicitHeight: 34
                iconName: "clock"
                text: modelData
                Accessible.name: qsTr("Use again: %1").arg(modelData)
                KeyNavigation.up: index > 0 ? recent.itemAt(index - 1) : own
                KeyNavigation.down: index + 1 < recent.count ? recent.itemAt(index + 1) : null
                onClicked: { own.text = modelData; own.accepted() }
            }
        }
        Words {
            x: 4
            width: parent.width - 8
            topPadding: 4
            bottomPadding: 4
            text: qsTr("Enter sets the message; an empty one clears it.")
            color: Theme.faint
            font.pixelSize: Theme.tiny
            wrapMode: Text.Wrap
        }
    }
}
