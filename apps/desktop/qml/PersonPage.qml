// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// One person: who they are, how they are, every way to reach them, and their place in the list.
SidePage {
    id: page
    readonly property PersonController person: desktop.person

    function enter() { (write.visible ? write : ways).forceActiveFocus(Qt.TabFocusReason) }
    function call(target: string) { page.desktop.calls.dial(target) }

    title: qsTr("Profile")
    ScrollColumn {
        id: scroll
        inset: page.stacked ? 14 : 24
        RowLayout {
            Layout.fillWidth: true
            spacing: 18
            Avatar {
                size: 96
                initials: page.person.initials
                who: page.person.who
                hue: page.person.hue
                availability: page.person.availability
                ground: Theme.window
            }
            Column {
                Layout.fillWidth: true
                spacing: 4
                Words {
                    objectName: "personName"
                    width: parent.width
                    text: page.person.name
                    font.pixelSize: 22
                    font.weight: Font.DemiBold
                    wrapMode: Text.Wrap
                    Accessible.role: Accessible.Heading
                }
                Words { visible: text !== ""; width: parent.width; text: page.person.work; color: Theme.muted; wrapMode: Text.Wrap }
                Words { visible: text !== ""; width: parent.width; text: page.person.presence; color: Theme.muted }
            }
        }
        RowLayout {
            spacing: 8
            PushButton {
                id: write
                objectName: "personChat"
                visible: page.person.address !== ""
                primary: true
                iconName: "chat"
                text: qsTr("Write")
                Accessible.name: qsTr("Write to %1").arg(page.person.name)
                onClicked: page.chatWanted(page.person.address)
            }
            PushButton {
                objectName: "personAdd"
                visible: page.person.editable && !page.person.contact
                iconName: "people-plus"
                text: qsTr("Add to contacts")
                onClicked: page.person.add()
            }
            PushButton {
                objectName: "personChange"
                visible: page.person.editable && page.person.own
                iconName: "edit"
                text: qsTr("Change")
                Accessible.name: qsTr("Change what is written of %1").arg(page.person.name)
                onClicked: page.wanted("change-contact")
            }
            PushButton {
                objectName: "personFavourite"
                visible: page.person.editable && page.person.contact
                iconName: "star"
                tint: page.person.favourite ? Theme.warning : Theme.text
                text: page.person.favourite ? qsTr("Favourite") : qsTr("Make a favourite")
                Accessible.name: page.person.favourite ? qsTr("Take out of the favourites") : text
                onClicked: page.person.setFavourite(!page.person.favourite)
            }
            Spinner { visible: page.person.looking; size: 20 }
        }
        SearchTrouble { Layout.fillWidth: true; sentence: page.person.trouble }
        PersonWays {
            id: ways
            Layout.fillWidth: true
            desktop: page.desktop
            onCalled: (target) => page.call(target)
            onChatWanted: (address) => page.chatWanted(address)
        }
        Repeater {
            model: page.person.facts
            NamedValue {
                required property var modelData
                Layout.fillWidth: true
                name: modelData.name
                value: modelData.value
                nameWidth: 120
                textSize: Theme.body
            }
        }
        PersonPlace {
            Layout.fillWidth: true
            visible: page.person.editable && page.person.contact
            person: page.person
        }
    }
}
