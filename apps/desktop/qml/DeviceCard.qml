// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// One device: its name, the digits to compare, what the person decided and can decide.
Rectangle {
    id: card
    required property int index
    required property string label
    required property string fingerprint
    required property string words
    required property int trust
    required property bool thisOne
    required property bool ours
    required property bool active
    required property bool undecided
    readonly property bool good: trust === Shown.Trust.Verified || thisOne
    signal verified()
    signal distrusted()
    signal removed()

    width: ListView.view.width
    height: content.implicitHeight + 24
    radius: Theme.cardRadius
    color: undecided ? Theme.warningGround : Theme.surface
    border.color: Theme.border
    opacity: active ? 1 : 0.65
    Accessible.role: Accessible.ListItem
    Accessible.name: [label, words, fingerprint].join(". ")
    ColumnLayout {
        id: content
        x: 14
        y: 12
        width: parent.width - 28
        spacing: 6
        RowLayout {
            spacing: 8
            Icon {
                name: card.good ? "shield-check" : "shield"
                color: card.good ? Theme.success : card.trust === Shown.Trust.Untrusted ? Theme.danger
                     : card.undecided ? Theme.warning : Theme.muted
            }
            Words { Layout.fillWidth: true; text: card.label; font.weight: Font.DemiBold; Accessible.ignored: true }
        }
        Words { Layout.fillWidth: true; text: card.words; color: Theme.muted; font.pixelSize: Theme.small; wrapMode: Text.Wrap; Accessible.ignored: true }
        Words {
            Layout.fillWidth: true
            text: card.fingerprint
            font.family: "monospace"
            font.pixelSize: 13
            wrapMode: Text.Wrap
            lineHeight: 1.25
            Accessible.ignored: true
        }
        Flow {
            Layout.fillWidth: true
            Layout.leftMargin: -4
            visible: !card.thisOne
            spacing: 8
            LinkButton {
                objectName: "verifyDevice"
                visible: card.trust !== Shown.Trust.Verified
                text: qsTr("The digits are the same")
                onClicked: card.verified()
            }
            LinkButton {
                visible: card.trust !== Shown.Trust.Untrusted
                tint: Theme.danger
                text: qsTr("Do not trust")
                onClicked: card.distrusted()
            }
            LinkButton {
                visible: card.ours
                tint: Theme.danger
                text: qsTr("Remove from my devices")
                onClicked: card.removed()
            }
        }
    }
}
