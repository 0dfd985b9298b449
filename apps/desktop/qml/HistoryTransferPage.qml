// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// All messages from one device of the person to another one, on both sides.
SidePage {
    id: page
    readonly property HistoryTransferController transfer: desktop.historyTransfer
    readonly property bool failed: transfer.stage === Shown.HistoryTransfer.Failed

    function enter() {
        const first = [codeField, allowButton, askButton, cancelButton].find(item => item.visible)
        if (first) first.forceActiveFocus(Qt.TabFocusReason)
    }

    title: qsTr("Messages of another device")
    // What the person has to do next gets the keyboard.
    Connections {
        target: page.transfer
        function onNeedsCodeChanged() { Qt.callLater(page.enter) }
    }
    ScrollColumn {
        inset: page.stacked ? 16 : 24
        most: 560
        Words {
            objectName: "transferTitle"
            Layout.fillWidth: true
            text: page.transfer.title
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            color: page.failed ? Theme.danger : Theme.text
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
        }
        Words {
            objectName: "transferWords"
            Layout.fillWidth: true
            text: page.transfer.words
            color: Theme.muted
            wrapMode: Text.Wrap
            lineHeight: 1.15
        }
        Rectangle {
            visible: page.transfer.showsCode
            Layout.fillWidth: true
            implicitHeight: code.implicitHeight + 32
            radius: Theme.cardRadius
            color: Theme.surface
            border.color: Theme.outline
            Words {
                id: code
                objectName: "transferCode"
                x: 16
                y: 16
                width: parent.width - 32
                text: page.transfer.code
                font.family: "monospace"
                font.pixelSize: Theme.title
                wrapMode: Text.Wrap
                lineHeight: 1.3
                Accessible.name: qsTr("Code: %1").arg(page.transfer.code)
            }
        }
        LabelledField {
            id: codeField
            visible: page.transfer.needsCode
            Layout.fillWidth: true
            fieldName: "transferCodeField"
            label: qsTr("Code of the other device")
            hint: qsTr("Small letters, spaces and hyphens do not matter.")
            problem: page.transfer.problem
            onAccepted: page.transfer.enterCode(text)
        }
        Rectangle {
            visible: page.transfer.share >= 0
            Layout.fillWidth: true
            implicitHeight: 6
            radius: 3
            color: Theme.pressed
            Accessible.role: Accessible.ProgressBar
            Accessible.name: page.transfer.words
            Rectangle {
                width: parent.width * Math.max(0, page.transfer.share)
                height: parent.height
                radius: 3
                color: Theme.accent
            }
        }
        Flow {
            Layout.fillWidth: true
            spacing: 8
            PushButton {
                id: askButton
                objectName: "transferAsk"
                visible: !page.transfer.running
                enabled: page.transfer.available
                primary: true
                text: page.transfer.stage === Shown.HistoryTransfer.Idle ? qsTr("Ask my other devices")
                                                                         : qsTr("Ask again")
                onClicked: page.transfer.ask()
            }
            PushButton {
                visible: page.transfer.needsCode
                enabled: codeField.text !== ""
                primary: true
                text: qsTr("Bring the messages")
                onClicked: page.transfer.enterCode(codeField.text)
            }
            PushButton {
                id: allowButton
                objectName: "transferAllow"
                visible: page.transfer.asked
                text: qsTr("Allow")
                onClicked: page.transfer.allow()
            }
            PushButton {
                objectName: "transferRefuse"
                visible: page.transfer.asked
                primary: true
                text: qsTr("Refuse")
                onClicked: page.transfer.refuse()
            }
            PushButton {
                id: cancelButton
                objectName: "transferCancel"
                visible: page.transfer.running && !page.transfer.asked
                text: qsTr("Cancel")
                onClicked: page.transfer.cancel()
            }
        }
    }
}
