// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Hands the call on: to somebody who is named here, or to the one whose call waits.
Panel {
    id: panel
    required property CallController calls

    function transfer() {
        if (target.text.trim() === "") return
        panel.calls.transfer(target.text)
        panel.close()
    }
    width: 280
    onOpened: target.forceActiveFocus()
    onClosed: target.clear()
    contentItem: Column {
        spacing: 12
        Words {
            width: parent.width
            text: qsTr("Transfer the call to")
            font.weight: Font.DemiBold
        }
        Field {
            id: target
            objectName: "transferTarget"
            width: parent.width
            label: qsTr("Number or address to transfer the call to")
            placeholderText: qsTr("Number or address")
            onAccepted: panel.transfer()
        }
        PushButton {
            width: parent.width
            enabled: target.text.trim() !== ""
            text: qsTr("Transfer")
            onClicked: panel.transfer()
        }
        PushButton {
            width: parent.width
            visible: panel.calls.waiting > 0
            fill: Theme.pressed
            text: qsTr("Connect with the call on hold")
            onClicked: {
                panel.calls.completeTransfer()
                panel.close()
            }
        }
    }
}
