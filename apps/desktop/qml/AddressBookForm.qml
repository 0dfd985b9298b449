// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The person's own address book on a server, and a test that reads it.
ColumnLayout {
    id: form
    required property AddressBookController books

    function test() {
        form.books.test(server.text, user.text, password.text)
        password.text = ""
    }

    spacing: 12
    Words { text: qsTr("Own address book"); font.weight: Font.DemiBold }
    LabelledField {
        id: server
        fieldName: "bookServer"
        Layout.fillWidth: true
        label: qsTr("Server (CardDAV)")
        placeholder: qsTr("Host, web address or mail address")
        hint: qsTr("Its people are found beside the directory's; nothing is written there.")
        text: form.books.server
        onAccepted: form.test()
    }
    LabelledField {
        id: user
        fieldName: "bookUser"
        Layout.fillWidth: true
        label: qsTr("User name there")
        text: form.books.user
        onAccepted: form.test()
    }
    LabelledField {
        id: password
        fieldName: "bookPassword"
        Layout.fillWidth: true
        label: qsTr("Password there")
        placeholder: qsTr("Empty: the one that is kept")
        secret: true
        onAccepted: form.test()
    }
    RowLayout {
        spacing: 8
        PushButton {
            objectName: "bookTest"
            enabled: !form.books.running
            text: qsTr("Keep and test")
            Accessible.name: qsTr("Keep and test the address book")
            onClicked: form.test()
        }
        Spinner { visible: form.books.running; size: 20 }
    }
    Words {
        objectName: "bookTrouble"
        visible: text !== ""
        Layout.fillWidth: true
        text: form.books.trouble
        color: Theme.danger
        wrapMode: Text.Wrap
    }
    Repeater {
        model: form.books.books
        Words {
            required property string modelData
            Layout.fillWidth: true
            text: modelData
            wrapMode: Text.Wrap
        }
    }
}
