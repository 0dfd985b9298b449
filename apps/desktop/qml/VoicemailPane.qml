// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The voice messages, and the way to hear them by phone.
Item {
    id: pane
    required property Desktop desktop
    readonly property VoicemailModel box: desktop.voicemail
    signal dialled(string target)

    function enter() { list.forceActiveFocus(Qt.TabFocusReason) }

    PushButton {
        id: call
        objectName: "callVoicemailButton"
        x: 14
        width: parent.width - 28
        implicitHeight: 34
        visible: pane.box.pilot !== "" && pane.desktop.calls.available
        text: qsTr("Call Voicemail")
        iconName: "phone"
        onClicked: pane.dialled(pane.box.pilot)
    }
    PlainList {
        id: list
        objectName: "voicemailList"
        anchors.fill: parent
        anchors.topMargin: call.visible ? 44 : 0
        label: qsTr("Voice messages")
        model: pane.box
        delegate: VoicemailRow {
            callable: pane.desktop.calls.available
            onClicked: pane.box.togglePlaying(key)
            onCalled: pane.dialled(address)
            onUnreadWanted: pane.box.setRead(key, false)
            onRestored: pane.box.restore(key)
            onRemoved: pane.box.remove(key)
        }
    }
    EmptyState {
        anchors.fill: parent
        visible: list.count === 0
        iconName: "voicemail"
        title: qsTr("No voice messages")
        words: qsTr("What people say after the tone shows here.")
    }
}
