// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The call: who, what state, how long, how protected; and what can be done with it.
Rectangle {
    id: bar
    required property CallController calls
    property bool narrow: false
    readonly property CallView call: calls.current
    readonly property bool calm: call.live && !call.held

    implicitHeight: (narrow && call.live ? 96 : 56) + (waiting.visible ? waiting.height : 0)
    color: !call.live ? Theme.dangerGround : calm ? Theme.successGround : Theme.warningGround
    Accessible.role: Accessible.ToolBar
    Accessible.name: call.live ? qsTr("Call with %1").arg(call.name) : call.words

    CallLine {
        id: line
        x: bar.narrow ? 12 : 20
        y: 0
        height: bar.narrow && bar.call.live ? 44 : 56
        width: (bar.narrow && bar.call.live ? parent.width : buttons.x) - x - 8
        call: bar.call
    }
    CallButtons {
        id: buttons
        anchors.right: parent.right
        anchors.rightMargin: 12
        y: bar.narrow && bar.call.live ? 46 : 8
        width: bar.narrow && bar.call.live ? parent.width - 24 : implicitWidth
        narrow: bar.narrow
        calls: bar.calls
    }
    RowLayout {
        id: waiting
        visible: bar.calls.waiting > 0 || bar.calls.conferenceWords !== ""
        x: 20
        width: parent.width - 32
        height: 40
        anchors.bottom: parent.bottom
        Words {
            Layout.fillWidth: true
            text: bar.calls.conferenceWords !== "" ? bar.calls.conferenceWords
                : bar.calls.waiting === 1 ? qsTr("One more call on hold")
                                          : qsTr("%1 more calls on hold").arg(bar.calls.waiting)
            color: Theme.muted
            font.pixelSize: Theme.small
        }
        LinkButton {
            objectName: "mergeButton"
            visible: bar.calls.canMerge
            text: qsTr("Join the calls")
            Accessible.description: Keymap.merge
            onClicked: bar.calls.merge()
        }
        LinkButton {
            visible: bar.calls.waiting > 0 && bar.calls.conferenceWords === ""
            text: qsTr("Swap")
            onClicked: bar.calls.swap()
        }
    }
    Line { width: parent.width; anchors.bottom: parent.bottom }
}
