// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Whose devices can read the open conversation, to be compared and decided; and our own code for
// other devices to scan.
SidePage {
    id: page
    readonly property EncryptionController encryption: desktop.encryption

    function enter() { list.forceActiveFocus(Qt.TabFocusReason) }

    title: qsTr("Devices and trust")
    Component.onCompleted: page.encryption.load()
    PlainList {
        id: list
        objectName: "deviceList"
        x: page.stacked ? 12 : 24
        width: Math.min(parent.width - 2 * x, 680)
        height: parent.height
        topMargin: 16
        bottomMargin: 24
        spacing: 8
        label: qsTr("Devices")
        reuseItems: false
        activeFocusOnTab: true
        model: page.encryption.devices
        section.property: "ownerName"
        section.delegate: SectionTitle {}
        header: Words {
            width: list.width
            bottomPadding: 8
            text: qsTr("Read the digits to each other over another way, such as a call. Where they are the same, nobody reads along.")
            color: Theme.muted
            wrapMode: Text.Wrap
            lineHeight: 1.15
        }
        delegate: DeviceCard {
            onVerified: page.encryption.verify(index)
            onDistrusted: page.encryption.distrust(index)
            onRemoved: page.encryption.removeOwn(index)
        }
        footer: Column {
            width: list.width
            topPadding: 16
            spacing: 8
            visible: page.encryption.ownCode !== ""
            Words { text: qsTr("This device, for another one to scan"); font.weight: Font.DemiBold }
            Rectangle {
                width: 200
                height: 200
                radius: Theme.radius
                color: "#ffffff"
                border.color: Theme.border
                Image {
                    anchors.centerIn: parent
                    width: 184
                    height: 184
                    smooth: false
                    source: page.encryption.ownCode
                    sourceSize: Qt.size(184, 184)
                    fillMode: Image.PreserveAspectFit
                    Accessible.role: Accessible.Graphic
                    Accessible.name: qsTr("Code with the key of this device")
                }
            }
            CopyButton { text: qsTr("Copy as a link"); onClicked: page.desktop.session.copy(page.encryption.ownLink) }
        }
    }
    EmptyState {
        anchors.fill: parent
        visible: list.count === 0 && !page.encryption.loading
        iconName: "shield"
        title: qsTr("No devices")
        words: qsTr("Nobody in this conversation has published a key.")
    }
}
