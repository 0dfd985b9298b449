// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// A new group chat, or more people into one: who comes, and what it is called.
SidePage {
    id: page
    readonly property GroupController group: desktop.group
    readonly property bool fresh: group.room === ""

    function enter() { (page.fresh ? form : picker).enter() }
    function finish() {
        if (page.fresh) form.create()
        else page.group.invite(reason.text)
    }

    title: fresh ? qsTr("New group chat") : qsTr("Invite people")
    property int turn: 0
    Component.onCompleted: page.turn = page.group.turn
    Component.onDestruction: if (page.turn === page.group.turn) page.group.start()
    Connections {
        target: page.group
        function onProposed() { page.turn = page.group.turn; form.propose() }
        function onDone(address: string) {
            const words = page.fresh ? form.firstMessage : ""
            page.chatWanted(address)
            if (words !== "" && page.desktop.chat.draft === "") page.desktop.chat.draft = words
        }
    }
    ScrollColumn {
        inset: page.stacked ? 14 : 24
        most: 640
        NewGroupForm {
            id: form
            visible: page.fresh
            Layout.fillWidth: true
            group: page.group
            onAccepted: picker.enter()
        }
        LabelledField {
            id: reason
            visible: !page.fresh
            Layout.fillWidth: true
            label: qsTr("Message to them")
            placeholder: qsTr("Optional")
        }
        PickList {
            id: picker
            Layout.fillWidth: true
            Layout.preferredHeight: 320
            people: page.group.people
        }
        Words {
            visible: text !== ""
            Layout.fillWidth: true
            text: page.group.trouble !== "" ? page.group.trouble : page.group.whyNone
            color: Theme.danger
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: 10
            PushButton { text: qsTr("Cancel"); onClicked: page.back() }
            Item { Layout.fillWidth: true }
            Spinner { visible: page.group.busy }
            PushButton {
                objectName: "groupDone"
                primary: true
                enabled: !page.group.busy && page.group.whyNone === ""
                         && (page.group.people.chosen > 0 || (page.fresh && form.name !== ""))
                text: page.fresh ? qsTr("Create the group") : qsTr("Invite")
                onClicked: page.finish()
            }
        }
    }
}
