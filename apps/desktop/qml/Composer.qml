// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// Where a message is written. Enter sends, Shift+Enter begins a line, the up arrow in an empty
// field edits the last message, @ offers names, and pasted pictures and files are sent.
Rectangle {
    id: composer
    required property Desktop desktop
    readonly property ChatController chat: desktop.chat
    readonly property FileController files: desktop.files
    readonly property bool suggesting: desktop.mentions.count > 0
    signal fileWanted()

    function enter() { input.forceActiveFocus(Qt.TabFocusReason) }
    function insert(text: string) { input.insert(input.cursorPosition, text); composer.enter() }
    function complete(row: int) {
        const text = desktop.mentions.completed(input.text, input.cursorPosition, row)
        const end = text.length - (input.text.length - input.cursorPosition)
        input.text = text
        input.cursorPosition = end
        desktop.mentions.clear()
    }
    readonly property bool aboutSomething: chat.subject !== "" && chat.composing === Shown.Compose.Fresh
    function takeKey(event: var): bool {
        const isEnter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter
        if (composer.suggesting && (isEnter || event.key === Qt.Key_Tab)) complete(Math.max(0, names.currentIndex))
        else if (composer.suggesting && event.key === Qt.Key_Down) names.incrementCurrentIndex()
        else if (composer.suggesting && event.key === Qt.Key_Up) names.decrementCurrentIndex()
        else if (composer.suggesting && event.key === Qt.Key_Escape) desktop.mentions.clear()
        else if (isEnter && !(event.modifiers & Qt.ShiftModifier)) chat.send()
        else if (event.key === Qt.Key_Up && input.text === "") return chat.editLast()
        else if (event.key === Qt.Key_Escape && composer.aboutSomething) chat.dropSubject()
        else if (event.key === Qt.Key_Escape && chat.composing !== Shown.Compose.Fresh) chat.composeFresh()
        else if (event.matches(StandardKey.Paste)) return files.paste()
        else return false
        return true
    }

    implicitHeight: Math.max(64, frame.height + 24) + (mode.visible ? mode.height : 0) + names.height
    color: Theme.surface
    Line { width: parent.width }
    ListView {
        id: names
        objectName: "mentionList"
        y: 1
        width: parent.width
        height: composer.desktop.mentions.count * 36
        model: composer.desktop.mentions
        interactive: false
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Names")
        delegate: ActionRow {
            required property int index
            required property string name
            width: names.width
            height: 36
            focusPolicy: Qt.NoFocus
            iconName: "at"
            text: name
            tint: ListView.isCurrentItem ? Theme.accent : Theme.text
            onClicked: composer.complete(index)
        }
    }
    Item {
        id: mode
        visible: composer.chat.composing !== Shown.Compose.Fresh || composer.aboutSomething
        anchors.bottom: frame.top
        anchors.bottomMargin: 8
        x: 16
        width: parent.width - 32
        height: 44
        Icon {
            x: 4
            anchors.verticalCenter: parent.verticalCenter
            name: composer.aboutSomething ? "subject"
                : composer.chat.composing === Shown.Compose.Edit ? "edit"
                : composer.chat.composing === Shown.Compose.Private ? "lock" : "reply"
            color: Theme.accent
        }
        Column {
            x: 36
            width: parent.width - 80
            anchors.verticalCenter: parent.verticalCenter
            Words {
                width: parent.width
                text: composer.aboutSomething ? qsTr("About")
                    : composer.chat.composing === Shown.Compose.Edit ? qsTr("Editing your message")
                    : composer.chat.composing === Shown.Compose.Private ? qsTr("To %1 alone").arg(composer.chat.answeredAuthor)
                    : qsTr("Answering %1").arg(composer.chat.answeredAuthor)
                color: Theme.accent
                font.pixelSize: Theme.small
                font.weight: Font.DemiBold
            }
            Words { width: parent.width; text: composer.aboutSomething ? composer.chat.subject : composer.chat.answered; color: Theme.muted; font.pixelSize: Theme.small; maximumLineCount: 1 }
        }
        IconButton {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            size: 32
            iconSize: 12
            text: composer.aboutSomething ? qsTr("Leave the subject out")
                : composer.chat.composing === Shown.Compose.Private ? qsTr("Write to everybody again") : qsTr("Write a new message instead")
            keys: "Esc"
            iconName: "close"
            onClicked: {
                if (composer.aboutSomething) composer.chat.dropSubject()
                else composer.chat.composeFresh()
                composer.enter()
            }
        }
    }
    Row {
        id: extras
        x: 10
        anchors.bottom: frame.bottom
        spacing: 0
        IconButton {
            id: clip
            objectName: "attachButton"
            size: 40
            text: composer.files.whyNot === "" ? qsTr("Send a file") : composer.files.whyNot
            keys: Keymap.attach
            iconName: "clip"
            enabled: composer.files.whyNot === ""
            onClicked: composer.fileWanted()
        }
        IconButton {
            objectName: "captureButton"
            visible: composer.width > 460
            size: 40
            text: composer.files.whyNotCapture === "" ? qsTr("Send a picture of the screen") : composer.files.whyNotCapture
            iconName: "capture"
            enabled: composer.files.whyNotCapture === "" && !composer.files.capturing
            onClicked: composer.files.capture()
        }
    }
    Rectangle {
        id: frame
        anchors.left: extras.right
        anchors.leftMargin: 6
        anchors.right: smile.left
        anchors.rightMargin: 2
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 12
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
                Accessible.name: composer.chat.composing === Shown.Compose.Private
                    ? qsTr("Message to %1 alone").arg(composer.chat.answeredAuthor)
                    : qsTr("Message to %1").arg(composer.chat.name)
                onTextChanged: {
                    composer.chat.draft = text
                    composer.desktop.mentions.look(text, cursorPosition)
                }
                Keys.onPressed: (event) => event.accepted = composer.takeKey(event)
                Keys.onTabPressed: (event) => {
                    if (composer.suggesting) composer.complete(Math.max(0, names.currentIndex))
                    else nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                }
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
    Connections {
        target: composer.chat
        function onDraftChanged() { if (input.text !== composer.chat.draft) { input.text = composer.chat.draft; input.cursorPosition = input.length } }
        function onComposingChanged() { if (composer.chat.composing !== Shown.Compose.Fresh) composer.enter() }
    }
    Component.onCompleted: input.text = composer.chat.draft
    IconButton {
        id: smile
        objectName: "emojiButton"
        anchors.right: send.left
        anchors.rightMargin: 6
        anchors.bottom: frame.bottom
        size: 40
        text: qsTr("Emoji")
        keys: Keymap.emoji
        iconName: "smile"
        onClicked: composer.openPicker()
    }
    function openPicker() { picker.active ? picker.item.open() : picker.active = true }
    Loader {
        id: picker
        active: false
        sourceComponent: EmojiPicker {
            parent: composer
            x: Math.max(8, composer.width - width - 60)
            y: -height - 4
            onChosen: (emoji) => composer.insert(emoji)
        }
        onLoaded: item.open()
    }
    IconButton {
        id: send
        objectName: "sendButton"
        anchors.right: parent.right
        anchors.rightMargin: 16
        anchors.bottom: frame.bottom
        size: 40
        text: composer.chat.composing === Shown.Compose.Edit ? qsTr("Save the change") : qsTr("Send")
        keys: "Enter"
        iconName: composer.chat.composing === Shown.Compose.Edit ? "check" : "send"
        tint: Theme.accentInk
        fill: Theme.accent
        fillHover: Theme.accentHover
        enabled: composer.chat.draft.trim() !== ""
        onClicked: { composer.chat.send(); composer.enter() }
    }
}
