// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Every way to reach somebody, each by one press.
FocusScope {
    id: ways
    required property Desktop desktop
    readonly property PersonController person: desktop.person
    signal called(string target)
    signal chatWanted(string address)

    implicitHeight: column.implicitHeight
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Ways to reach %1").arg(person.name)
    ColumnLayout {
        id: column
        width: parent.width
        spacing: 4
        Repeater {
            model: ways.person.numbers
            SettingsRow {
                required property string modelData
                required property int index
                focus: index === 0
                Layout.fillWidth: true
                enabled: ways.desktop.calls.available
                opacity: enabled ? 1 : 0.5
                iconName: "phone"
                text: qsTr("Call %1").arg(modelData)
                detail: index === 0 ? qsTr("Phone") : qsTr("Another phone")
                onClicked: ways.called(modelData)
            }
        }
        SettingsRow {
            visible: ways.person.address !== "" && ways.person.numbers.length === 0
            Layout.fillWidth: true
            enabled: ways.desktop.calls.available
            opacity: enabled ? 1 : 0.5
            iconName: "phone"
            text: qsTr("Call %1").arg(ways.person.address)
            detail: qsTr("By their address")
            onClicked: ways.called(ways.person.address)
        }
        SettingsRow {
            visible: ways.person.address !== ""
            Layout.fillWidth: true
            iconName: "chat"
            text: qsTr("Chat with %1").arg(ways.person.address)
            detail: qsTr("Chat")
            onClicked: ways.chatWanted(ways.person.address)
        }
        SettingsRow {
            visible: ways.person.mail !== ""
            Layout.fillWidth: true
            iconName: "at"
            text: qsTr("Mail to %1").arg(ways.person.mail)
            detail: qsTr("Mail")
            onClicked: ways.desktop.openLink("mailto:" + ways.person.mail)
        }
    }
}
