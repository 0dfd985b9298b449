// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Why our person is not in the room, and the way in.
Rectangle {
    id: bar
    required property RoomController room

    implicitHeight: content.implicitHeight + 20
    color: room.state === Shown.Room.Failed ? Theme.dangerGround : Theme.warningGround
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text
    ColumnLayout {
        id: content
        x: 16
        y: 10
        width: parent.width - 28
        spacing: 8
        RowLayout {
            Layout.fillWidth: true
            spacing: 10
            Words { id: words; Layout.fillWidth: true; text: bar.room.trouble; wrapMode: Text.Wrap; Accessible.ignored: true }
            Spinner { visible: bar.room.state === Shown.Room.Joining }
            PushButton {
                objectName: "joinButton"
                visible: bar.room.state !== Shown.Room.Joining && !bar.room.wantsPassword
                implicitHeight: 32
                text: bar.room.state === Shown.Room.Failed ? qsTr("Try again") : qsTr("Join")
                onClicked: bar.room.join()
            }
        }
        RowLayout {
            visible: bar.room.wantsPassword
            Layout.fillWidth: true
            Layout.maximumWidth: 420
            spacing: 8
            Field {
                id: password
                objectName: "roomPassword"
                Layout.fillWidth: true
                label: qsTr("Password of the room")
                placeholderText: qsTr("Password of the room")
                echoMode: TextInput.Password
                onAccepted: bar.room.join(text)
            }
            PushButton { text: qsTr("Join"); enabled: password.text !== ""; onClicked: bar.room.join(password.text) }
        }
    }
}
