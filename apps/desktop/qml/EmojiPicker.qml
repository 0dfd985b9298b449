// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// Emoji to choose from, by their words or by the arrows.
Panel {
    id: picker
    signal chosen(string emoji)

    function take(row: int) {
        const emoji = emojis.emojiAt(row)
        if (emoji === "") return
        picker.close()
        picker.chosen(emoji)
    }

    padding: 10
    width: 316
    height: 300
    onOpened: { field.clear(); field.forceActiveFocus(Qt.PopupFocusReason) }
    contentItem: FocusScope {
        SearchField {
            id: field
            objectName: "emojiFilter"
            width: parent.width
            focus: true
            label: qsTr("Find an emoji")
            placeholderText: qsTr("Find an emoji")
            onTextChanged: emojis.filter = text
            onAccepted: picker.take(0)
            onDismissed: picker.close()
            Keys.onDownPressed: grid.forceActiveFocus(Qt.TabFocusReason)
        }
        GridView {
            id: grid
            objectName: "emojiGrid"
            anchors.fill: parent
            anchors.topMargin: 48
            clip: true
            cellWidth: 42
            cellHeight: 42
            boundsBehavior: Flickable.StopAtBounds
            activeFocusOnTab: true
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Emoji")
            model: EmojiModel { id: emojis }
            T.ScrollBar.vertical: Scroller {}
            Keys.onReturnPressed: picker.take(currentIndex)
            Keys.onSpacePressed: picker.take(currentIndex)
            delegate: T.AbstractButton {
                id: cell
                required property int index
                required property string emoji
                required property string name
                width: 40
                height: 40
                hoverEnabled: true
                focusPolicy: Qt.NoFocus
                text: emoji
                Accessible.role: Accessible.ListItem
                Accessible.name: emoji + " " + name
                Accessible.onPressAction: cell.clicked()
                onClicked: picker.take(index)
                background: Rectangle {
                    radius: 8
                    color: cell.hovered ? Theme.pressed : "transparent"
                    border.width: cell.GridView.isCurrentItem && grid.activeFocus ? 2 : 0
                    border.color: Theme.accent
                }
                contentItem: Text {
                    text: cell.text
                    textFormat: Text.PlainText
                    font.family: "Noto Color Emoji"
                    font.pixelSize: 22
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                }
            }
        }
    }
}
