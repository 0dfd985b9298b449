// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// What can be done with somebody in a room, as far as our person may.
ActionMenu {
    id: menu
    required property RoomController room
    property OccupantRow person: null
    readonly property bool known: person !== null && person.address !== ""
    signal chatWanted(string address)
    signal privateWanted(string name)

    width: 248
    label: person === null ? "" : person.name
    actions: person === null ? [] : [
        { does: "private", icon: "lock", text: qsTr("Write privately in this room"), may: true },
        { does: "chat", icon: "chat", text: qsTr("Open a chat with them"), may: known },
        { does: "moderator", icon: "crown", text: qsTr("Make moderator"), may: room.administers && person.occupantRole < 3 },
        { does: "participant", icon: "person", text: qsTr("Take the moderator's rights"), may: room.administers && person.occupantRole === 3 },
        { does: "member", icon: "bookmark", text: qsTr("Make member"), may: room.administers && known && person.affiliation === 1 },
        { does: "voice", icon: "chat", text: qsTr("Let them write"), may: room.moderates && person.occupantRole === 1 },
        { does: "kick", icon: "leave", text: qsTr("Remove from the room"), grave: true, may: room.moderates && person.affiliation < 3 },
        { does: "ban", icon: "block", text: qsTr("Ban for good"), grave: true, may: room.administers && known && person.affiliation < 3 }
    ].filter((each) => each.may)
    onChosen: (name) => {
        const who = menu.person.name
        if (name === "private") menu.privateWanted(who)
        else if (name === "chat") menu.chatWanted(menu.person.address)
        else if (name === "moderator") menu.room.setRole(who, 3)
        else if (name === "participant" || name === "voice") menu.room.setRole(who, 2)
        else if (name === "member") menu.room.setAffiliation(menu.person.address, 2)
        else if (name === "kick") menu.room.setRole(who, 0)
        else if (name === "ban") menu.room.setAffiliation(menu.person.address, 0)
    }
}
