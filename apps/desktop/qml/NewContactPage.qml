// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Somebody whom no directory knows, written down (a number alone will do), or changed afterwards.
SidePage {
    id: page
    property bool changes: false

    function enter() { form.enter() }
    function save() {
        if (!form.complete) return
        if (page.changes) page.desktop.person.rewrite(form.typed)
        else page.desktop.person.write(form.typed)
    }

    title: changes ? qsTr("Change contact") : qsTr("New contact")
    Connections {
        target: page.desktop.person
        function onWritten() { page.wanted("person") }
    }
    ScrollColumn {
        inset: page.stacked ? 14 : 24
        ContactForm {
            id: form
            Layout.fillWidth: true
            // Once: what is typed stays while the list changes.
            Component.onCompleted: if (page.changes) facts = page.desktop.person.ownFacts
            onAccepted: page.save()
        }
        Words {
            Layout.fillWidth: true
            text: page.desktop.contactList.place
            color: Theme.muted
            font.pixelSize: Theme.small
            wrapMode: Text.Wrap
        }
        PushButton {
            objectName: "contactSave"
            primary: true
            enabled: form.complete
            text: qsTr("Save contact")
            onClicked: page.save()
        }
    }
}
