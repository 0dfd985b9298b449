// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Somebody calls. The card takes no focus: who is typing goes on typing, and answers by a key.
Rectangle {
    id: card
    required property CallController calls
    readonly property CallView call: calls.incoming

    implicitWidth: 360
    implicitHeight: content.implicitHeight + 32
    radius: Theme.cardRadius + 4
    color: Theme.raised
    border.color: Theme.outline
    Accessible.role: Accessible.AlertMessage
    Accessible.name: qsTr("Incoming call from %1").arg(call.name)

    MouseArea { anchors.fill: parent; hoverEnabled: true }
    ColumnLayout {
        id: content
        anchors.fill: parent
        anchors.margins: 16
        spacing: 16
        RowLayout {
            spacing: 14
            Avatar { size: 52; initials: card.call.initials; who: card.call.address; hue: card.call.hue }
            Column {
                Layout.fillWidth: true
                spacing: 3
                Words {
                    width: parent.width
                    text: card.call.name
                    font.pixelSize: Theme.title
                    font.weight: Font.DemiBold
                    Accessible.ignored: true
                }
                Words {
                    width: parent.width
                    text: card.call.offersVideo ? qsTr("Incoming video call") : qsTr("Incoming call")
                    color: Theme.success
                    font.pixelSize: 13
                    font.weight: Font.Medium
                    Accessible.ignored: true
                }
                Words {
                    visible: text !== card.call.name
                    width: parent.width
                    text: card.call.address
                    color: Theme.muted
                    font.pixelSize: Theme.small
                }
            }
        }
        RowLayout {
            spacing: 10
            PushButton {
                objectName: "declineButton"
                Layout.fillWidth: true
                text: qsTr("Decline")
                iconName: "phone-down"
                fill: Theme.dangerFill
                fillHover: Theme.dangerFillHover
                tint: Theme.fillInk
                onClicked: card.calls.decline()
            }
            PushButton {
                objectName: "answerButton"
                Layout.fillWidth: true
                text: card.call.offersVideo ? qsTr("With video") : qsTr("Answer")
                Accessible.name: card.call.offersVideo ? qsTr("Answer with video") : text
                iconName: card.call.offersVideo ? "video" : "phone"
                fill: Theme.successFill
                fillHover: Theme.successFillHover
                tint: Theme.fillInk
                onClicked: card.calls.answerSeen(true)
            }
        }
        PushButton {
            objectName: "answerUnseenButton"
            visible: card.call.offersVideo
            Layout.fillWidth: true
            Layout.topMargin: -6
            text: qsTr("Answer without video")
            iconName: "phone"
            onClicked: card.calls.answerSeen(false)
        }
        Words {
            Layout.fillWidth: true
            Layout.topMargin: -6
            horizontalAlignment: Text.AlignHCenter
            text: card.call.offersVideo
                  ? qsTr("%1 answers, %2 without video, %3 declines").arg(Keymap.answer)
                    .arg(Keymap.answerUnseen).arg(Keymap.decline)
                  : qsTr("%1 answers, %2 declines, %3 shows who it is").arg(Keymap.answer)
                    .arg(Keymap.decline).arg(Keymap.person)
            color: Theme.faint
            font.pixelSize: Theme.tiny
        }
    }
}
