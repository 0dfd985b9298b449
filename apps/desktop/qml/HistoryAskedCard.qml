// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Another device of the person asks for all messages: a card at the side that takes no focus.
Rectangle {
    id: card
    required property HistoryTransferController transfer
    signal looked()

    implicitHeight: content.implicitHeight + 32
    radius: Theme.cardRadius
    color: Theme.raised
    border.color: Theme.outline
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title.text + ". " + words.text
    ColumnLayout {
        id: content
        x: 16
        y: 16
        width: parent.width - 32
        spacing: 8
        Words {
            id: title
            Layout.fillWidth: true
            text: card.transfer.title
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Words {
            id: words
            Layout.fillWidth: true
            text: card.transfer.words
            color: Theme.muted
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        RowLayout {
            spacing: 8
            PushButton {
                objectName: "askedRefuse"
                primary: true
                text: qsTr("Refuse")
                onClicked: card.transfer.refuse()
            }
            PushButton {
                objectName: "askedAllow"
                text: qsTr("Allow")
                onClicked: { card.looked(); card.transfer.allow() }
            }
        }
    }
}
