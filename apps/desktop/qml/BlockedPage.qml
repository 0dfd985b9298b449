// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Who can neither write nor see our presence.
SidePage {
    id: page
    readonly property PrivacyController privacy: desktop.privacy

    function enter() { field.forceActiveFocus(Qt.TabFocusReason) }
    function block() { if (page.privacy.block(field.text)) field.clear() }

    title: qsTr("Blocked people")
    ColumnLayout {
        anchors.fill: parent
        anchors.margins: page.stacked ? 14 : 24
        spacing: 12
        Words {
            Layout.fillWidth: true
            Layout.maximumWidth: 560
            text: page.privacy.whyNot !== "" ? page.privacy.whyNot
                : qsTr("They cannot write to you and always see you as offline. They are not told.")
            color: Theme.muted
            wrapMode: Text.Wrap
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.maximumWidth: 560
            spacing: 8
            Field {
                id: field
                objectName: "blockAddress"
                Layout.fillWidth: true
                enabled: page.privacy.whyNot === ""
                label: qsTr("Address to block")
                placeholderText: qsTr("name@example.com")
                onAccepted: page.block()
            }
            PushButton { text: qsTr("Block"); enabled: field.text.includes("@"); onClicked: page.block() }
        }
        PlainList {
            id: list
            objectName: "blockedList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumWidth: 560
            label: qsTr("Blocked people")
            model: page.privacy.blocked
            delegate: Item {
                id: row
                required property string modelData
                width: list.width
                height: 48
                Words { anchors.verticalCenter: parent.verticalCenter; width: parent.width - 110; text: row.modelData }
                LinkButton {
                    anchors.right: parent.right
                    anchors.rightMargin: 12
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("Unblock")
                    Accessible.name: qsTr("Unblock %1").arg(row.modelData)
                    onClicked: page.privacy.unblock(row.modelData)
                }
            }
        }
    }
}
