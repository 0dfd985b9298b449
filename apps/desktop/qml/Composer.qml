// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// Where a message is written. Enter sends, Shift+Enter begins a line.
Rectangle {
    id: composer
    required property ChatController chat

    function enter() { input.forceActiveFocus(Qt.TabFocusReason) }

    implicitHeight: Math.max(64, frame.height + 24)
    color: Theme.surface
    Line { width: parent.width }
    Rectangle {
        id: frame
        x: 16
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 32 - send.width - 10
        height: Math.max(40, Math.min(input.implicitHeight, 132))
        radius: 20
        color: Theme.field
        border.width: input.activeFocus ? 2 : 0
        border.color: Theme.accent
        Flickable {
            anchors.fill: parent
            anchors.leftMargin: 2
            anchors.rightMargin: 2
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            T.ScrollBar.vertical: Scroller {}
            T.TextArea.flickable: T.TextArea {
                id: input
                objectName: "composer"
                implicitHeight: contentHeight + topPadding + bottomPadding
                topPadding: 10
                bottomPadding: 9
                leftPadding: 16
                rightPadding: 16
                color: Theme.text
                font: Theme.input
                wrapMode: TextEdit.Wrap
                textFormat: TextEdit.PlainText
                selectByMouse: true
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                placeholderText: qsTr("Write a message")
                Accessible.name: qsTr("Message to %1").arg(composer.chat.name)
                text: composer.chat.draft
                onTextChanged: composer.chat.draft = text
                Keys.onPressed: (event) => {
                    const isEnter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter
                    event.accepted = isEnter && !(event.modifiers & Qt.ShiftModifier)
                    if (event.accepted) composer.chat.send()
                }
                Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                Words {
                    visible: input.text === "" && input.preeditText === ""
                    x: input.leftPadding
                    y: input.topPadding
                    width: input.width - 2 * x
                    text: input.placeholderText
                    color: Theme.faint
                    Accessible.ignored: true
                }
            }
        }
    }
    IconButton {
        id: send
        objectName: "sendButton"
        anchors.right: parent.right
        anchors.rightMargin: 16
        anchors.bottom: frame.bottom
        size: 40
        text: qsTr("Send")
        keys: "Enter"
        iconName: "send"
        tint: Theme.accentInk
        fill: Theme.accent
        fillHover: Theme.accentHover
        enabled: composer.chat.draft.trim() !== ""
        onClicked: { composer.chat.send(); composer.enter() }
    }
}
