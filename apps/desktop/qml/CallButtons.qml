// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Mute, hold, keypad, details, hang up; or what is left to do with a call that ended.
RowLayout {
    id: buttons
    required property CallController calls
    property bool narrow: false
    readonly property CallView call: calls.current

    spacing: narrow ? 4 : 8
    CallFigures { id: measured; calls: buttons.calls }
    component RoundButton: IconButton {
        size: 40
        tint: Theme.text
        fill: Theme.raised
        fillHover: Theme.pressed
    }
    RoundButton {
        visible: buttons.call.live
        text: buttons.call.muted ? qsTr("Unmute the microphone") : qsTr("Mute the microphone")
        keys: Keymap.mute
        iconName: buttons.call.muted ? "mic-off" : "mic"
        tint: buttons.call.muted ? Theme.danger : Theme.text
        onClicked: buttons.calls.toggleMuted()
    }
    RoundButton {
        visible: buttons.call.live
        enabled: buttons.call.connected
        text: buttons.call.held ? qsTr("Resume the call") : qsTr("Hold the call")
        keys: Keymap.hold
        iconName: buttons.call.held ? "play" : "pause"
        onClicked: buttons.calls.toggleHeld()
    }
    RoundButton {
        objectName: "videoButton"
        visible: buttons.call.live && buttons.calls.video.possible
        enabled: buttons.calls.video.canSwitch
        text: buttons.calls.video.sending ? qsTr("Stop video") : qsTr("Start video")
        keys: Keymap.video
        iconName: buttons.calls.video.sending ? "video" : "video-off"
        onClicked: buttons.calls.toggleVideo()
    }
    RoundButton {
        visible: buttons.call.live
        enabled: buttons.call.connected
        text: qsTr("Keypad")
        keys: Keymap.keypad
        iconName: "keypad"
        onClicked: keypad.active ? keypad.item.open() : keypad.active = true
        Loader {
            id: keypad
            active: false
            sourceComponent: Keypad { y: 46; x: -80; calls: buttons.calls }
            onLoaded: item.open()
        }
        Shortcut {
            sequence: Keymap.keypad
            enabled: buttons.visible && buttons.call.connected
            onActivated: keypad.active ? keypad.item.open() : keypad.active = true
        }
    }
    RoundButton {
        visible: buttons.call.live
        enabled: buttons.call.connected
        text: qsTr("Transfer the call")
        keys: Keymap.transfer
        iconName: "phone-out"
        onClicked: transfer.active ? transfer.item.open() : transfer.active = true
        Loader {
            id: transfer
            active: false
            sourceComponent: TransferPanel { y: 46; x: -120; calls: buttons.calls }
            onLoaded: item.open()
        }
        Shortcut {
            sequence: Keymap.transfer
            enabled: buttons.visible && buttons.call.connected
            onActivated: transfer.active ? transfer.item.open() : transfer.active = true
        }
    }
    RoundButton {
        visible: buttons.call.live
        enabled: buttons.call.connected
        objectName: "detailsButton"
        text: qsTr("Call details: %1").arg(measured.gradeWords)
        keys: Keymap.callDetails
        iconName: "signal"
        tint: measured.grade === 1 ? Theme.danger : measured.grade === 2 ? Theme.warning : Theme.text
        onClicked: details.active ? details.item.open() : details.active = true
        Loader {
            id: details
            active: false
            sourceComponent: CallDetails { y: 46; x: -120; calls: buttons.calls; figures: measured }
            onLoaded: item.open()
        }
        Shortcut {
            sequence: Keymap.callDetails
            enabled: buttons.visible && buttons.call.connected
            onActivated: details.active ? details.item.open() : details.active = true
        }
    }
    PushButton {
        visible: !buttons.call.live
        implicitHeight: 36
        fill: Theme.raised
        iconName: "phone"
        text: qsTr("Call again")
        onClicked: buttons.calls.dial(buttons.call.address)
    }
    IconButton {
        visible: !buttons.call.live
        text: qsTr("Close")
        iconName: "close"
        iconSize: 14
        fillHover: Theme.raised
        onClicked: buttons.calls.dismiss()
    }
    Item { visible: buttons.narrow && buttons.call.live; Layout.fillWidth: true }
    IconButton {
        objectName: "hangUpButton"
        visible: buttons.call.live
        implicitWidth: 56
        size: 40
        iconSize: 22
        text: qsTr("Hang up")
        keys: Keymap.hangUp
        iconName: "phone-down"
        tint: Theme.fillInk
        fill: Theme.dangerFill
        fillHover: Theme.dangerFillHover
        onClicked: buttons.calls.hangUp()
    }
}
