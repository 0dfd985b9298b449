// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The subject of a room, its place among the bookmarks, and the way out.
ColumnLayout {
    id: foot
    required property RoomController room

    spacing: 4
    Field {
        id: subject
        objectName: "roomSubject"
        Layout.fillWidth: true
        label: qsTr("Subject")
        placeholderText: qsTr("Subject")
        text: foot.room.subject
        onAccepted: foot.room.setSubject(text)
    }
    Words { Layout.fillWidth: true; Layout.topMargin: 2; text: foot.room.facts; color: Theme.muted; font.pixelSize: Theme.small; wrapMode: Text.Wrap }
    CheckRow {
        objectName: "bookmarkSwitch"
        Layout.fillWidth: true
        text: qsTr("Keep among the bookmarks")
        checked: foot.room.bookmarked
        onToggled: foot.room.setBookmark(checked, checked && foot.room.joinsBySelf)
    }
    CheckRow {
        objectName: "autoJoinSwitch"
        Layout.fillWidth: true
        text: qsTr("Join at each sign-in")
        enabled: foot.room.bookmarked
        checked: foot.room.joinsBySelf
        onToggled: foot.room.setBookmark(true, checked)
    }
    PushButton {
        objectName: "leaveRoom"
        visible: foot.room.state === Shown.Room.Joined
        Layout.fillWidth: true
        iconName: "leave"
        tint: Theme.danger
        text: qsTr("Leave the room")
        onClicked: foot.room.leave()
    }
}
