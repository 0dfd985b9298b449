// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The two locks of a conversation, in words: to the server, and to the other person.
Panel {
    id: card
    required property Desktop desktop
    readonly property EncryptionController encryption: desktop.encryption
    readonly property bool secure: desktop.services.chatSecure
    signal devicesWanted()

    implicitHeight: content.implicitHeight + 32
    contentItem: ColumnLayout {
        id: content
        spacing: 14
        LockFact {
            Layout.fillWidth: true
            iconName: card.secure ? "lock" : "lock-open"
            tint: card.secure ? Theme.success : Theme.warning
            title: qsTr("From you to the server")
            words: card.secure ? qsTr("Encrypted (TLS). The server itself can read what is not protected end to end.")
                               : qsTr("Not connected: nothing is sent right now.")
        }
        LockFact {
            Layout.fillWidth: true
            iconName: card.encryption.encrypted ? (card.encryption.verified ? "shield-check" : "shield") : "lock-open"
            tint: card.encryption.refused ? Theme.danger : card.encryption.encrypted ? Theme.success : Theme.muted
            title: card.encryption.encrypted ? qsTr("From you to the other side") : qsTr("Not end to end")
            words: card.encryption.sentence
        }
        CheckRow {
            objectName: "encryptSwitch"
            Layout.fillWidth: true
            visible: card.encryption.changeable
            focus: true
            text: qsTr("Encrypt end to end")
            checked: card.encryption.encrypted
            onToggled: card.encryption.setEncrypted(checked)
        }
        PushButton {
            objectName: "devicesButton"
            Layout.fillWidth: true
            text: qsTr("Devices and trust")
            iconName: "mobile"
            onClicked: { card.close(); card.devicesWanted() }
        }
    }
}
