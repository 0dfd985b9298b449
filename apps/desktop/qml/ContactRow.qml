// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

ListRow {
    id: contact
    required property int index
    required property string name
    required property string address
    required property string who
    required property string number
    required property string group
    required property string initials
    required property string line
    required property string presence
    required property int hue
    required property int availability
    required property bool mobile
    property bool callable: false
    // The place of a group's people where it has none.
    readonly property bool nobody: who === ""
    signal called()
    signal menuWanted()
    signal dropped(string who, string from)

    implicitHeight: nobody ? 40 : Theme.row
    text: nobody ? qsTr("Nobody is in the group %1").arg(group)
        : [name, presence, line === presence ? "" : line, mobile ? qsTr("on a phone") : ""]
        .filter((part) => part !== "").join(", ")
    Keys.onMenuPressed: if (!contact.nobody) contact.menuWanted()
    TapHandler { acceptedButtons: Qt.RightButton; enabled: !contact.nobody; onTapped: contact.menuWanted() }
    GroupDrop { anchors.fill: parent; onTaken: (who, from) => contact.dropped(who, from) }
    contentItem: Item {
        PersonDrag { row: contact; enabled: !contact.nobody; address: contact.address; name: contact.name; who: contact.who; group: contact.group }
        Words {
            x: 20
            width: parent.width - 40
            visible: contact.nobody
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Nobody yet. Pull somebody here.")
            color: Theme.muted
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
        Avatar {
            x: 18
            visible: !contact.nobody
            anchors.verticalCenter: parent.verticalCenter
            initials: contact.initials
            who: contact.who
            hue: contact.hue
            availability: contact.availability
            ground: contact.ground
        }
        Column {
            x: 72
            visible: !contact.nobody
            width: parent.width - x - (call.visible ? 60 : 24)
            anchors.verticalCenter: parent.verticalCenter
            spacing: 3
            Row {
                width: parent.width
                spacing: 5
                Words {
                    width: Math.min(implicitWidth, parent.width - (contact.mobile ? 18 : 0))
                    text: contact.name
                    font.weight: Font.Medium
                    Accessible.ignored: true
                }
                Icon { visible: contact.mobile; anchors.verticalCenter: parent.verticalCenter; name: "mobile"; size: 12 }
            }
            Words {
                width: parent.width
                text: contact.availability === Shown.Availability.Unknown && contact.address !== ""
                      ? contact.address : contact.line
                color: Theme.muted
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }
        IconButton {
            id: call
            visible: contact.callable && contact.number !== "" && (contact.hovered || contact.activeFocus || visualFocus)
            anchors.right: parent.right
            anchors.rightMargin: 18
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Call %1").arg(contact.name)
            iconName: "phone"
            tint: Theme.accent
            fillHover: Theme.pressed
            onClicked: contact.called()
        }
    }
}
