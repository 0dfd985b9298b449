// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

ListRow {
    id: contact
    required property int index
    required property string name
    required property string address
    required property string initials
    required property string line
    required property string presence
    required property int hue
    required property int availability
    property bool callable: false
    signal called()

    text: line === presence || line === "" ? name + ", " + presence
                                           : name + ", " + presence + ", " + line
    contentItem: Item {
        Avatar {
            x: 18
            anchors.verticalCenter: parent.verticalCenter
            initials: contact.initials
            hue: contact.hue
            availability: contact.availability
            ground: contact.ground
        }
        Column {
            x: 72
            width: parent.width - x - (call.visible ? 60 : 24)
            anchors.verticalCenter: parent.verticalCenter
            spacing: 3
            Words {
                width: parent.width
                text: contact.name
                font.weight: Font.Medium
                Accessible.ignored: true
            }
            Words {
                width: parent.width
                text: contact.availability === Shown.Availability.Unknown ? contact.address
                                                                          : contact.line
                color: Theme.muted
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }
        IconButton {
            id: call
            visible: contact.callable && (contact.hovered || contact.activeFocus || visualFocus)
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
