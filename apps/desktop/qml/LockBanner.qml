// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Something about the protection of this conversation waits for the person.
Rectangle {
    id: banner
    required property EncryptionController encryption
    signal devicesWanted()

    implicitHeight: Math.max(48, words.implicitHeight + 20)
    color: encryption.refused ? Theme.dangerGround : Theme.warningGround
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 16
        anchors.rightMargin: 12
        spacing: 10
        Icon { name: "shield"; color: banner.encryption.refused ? Theme.danger : Theme.warning }
        Words {
            id: words
            Layout.fillWidth: true
            text: banner.encryption.refused ? banner.encryption.sentence
                : qsTr("A new device joined this conversation. It cannot read messages before you decide.")
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        PushButton {
            objectName: "newDevicesButton"
            visible: banner.encryption.newDevices
            implicitHeight: 32
            text: qsTr("Look at it")
            onClicked: banner.devicesWanted()
        }
    }
}
