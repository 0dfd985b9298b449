// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// What can be done with somebody of the contact list.
ActionMenu {
    id: menu
    required property Desktop desktop
    property string who
    property string group
    property string number
    signal dialled(string target)

    label: qsTr("Contact")
    actions: [
        { does: "profile", icon: "person", text: qsTr("Show profile"), note: Keymap.person },
        { does: "call", icon: "phone", text: qsTr("Call %1").arg(number), off: number === "" || !desktop.calls.available },
        group === "Favourites" ? { does: "unstar", icon: "star", text: qsTr("Take out of the favourites") }
                               : { does: "star", icon: "star", text: qsTr("Put among the favourites") }
    ].concat(menu.desktop.contactList.groups.filter((name) => name !== group).slice(0, 8).map(
        (name) => ({ does: "to " + name, icon: "folder", text: qsTr("Move to \u201c%1\u201d").arg(name) })))
     .concat(group !== "" && group !== "Favourites"
             ? [{ does: "out", icon: "close", text: qsTr("Take out of \u201c%1\u201d").arg(group) }] : [])
    onChosen: (name) => {
        const list = menu.desktop.contactList
        if (name === "profile") menu.desktop.showPerson(menu.who)
        else if (name === "call") menu.dialled(menu.number)
        else if (name === "star") list.move(menu.who, "", "Favourites")
        else if (name === "unstar" || name === "out") list.move(menu.who, menu.group, "")
        else list.move(menu.who, menu.group, name.slice(3))
    }
}
