// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// What stands in a bubble: the sender's name, the message that is answered, the file, the words.
Column {
    id: content
    required property Item bubble
    required property real most
    required property real metaWidth
    // The time stands beside the last words, otherwise below.
    readonly property bool beside: bubble.file === ""
    readonly property real wordsWidth: Math.min(Math.ceil(words.implicitWidth), most - (beside ? 10 + metaWidth : 0))

    spacing: 4
    width: Math.min(most, Math.max(words.visible ? wordsWidth + (beside ? 10 + metaWidth : 0) : 0,
                                   name.visible ? name.implicitWidth : 0,
                                   quote.item ? Math.min(most, quote.item.implicitWidth) : 0,
                                   tile.active ? Math.min(most, 300) : 0))
    Words {
        id: name
        visible: content.bubble.grouped && content.bubble.first
        width: Math.min(implicitWidth, content.most)
        text: content.bubble.sender
        color: Theme.names[content.bubble.hue]
        font.pixelSize: 13
        font.weight: Font.DemiBold
        Accessible.ignored: true
    }
    Loader {
        id: quote
        active: content.bubble.replyText !== ""
        visible: active
        width: content.width
        sourceComponent: QuoteStrip {
            name: content.bubble.replyName
            words: content.bubble.replyText
            onClicked: content.bubble.jumped(content.bubble.replyId)
        }
    }
    Loader {
        id: tile
        active: content.bubble.file !== ""
        visible: active
        width: content.width
        sourceComponent: FileTile {
            name: content.bubble.file
            line: content.bubble.fileLine
            transfer: content.bubble.fileState
            picture: content.bubble.picture
            shape: content.bubble.shape
            progress: content.bubble.progress
            mine: content.bubble.mine
            onAsked: (what) => content.bubble.fileAsked(what)
        }
    }
    Row {
        spacing: 6
        visible: words.text !== ""
        Icon {
            visible: content.bubble.unreadable
            anchors.verticalCenter: parent.verticalCenter
            name: "lock"
            size: 14
            color: Theme.warning
        }
        Words {
            id: words
            objectName: "bubbleWords"
            width: content.wordsWidth
            text: content.bubble.rich === "" ? content.bubble.body : content.bubble.rich
            textFormat: content.bubble.rich === "" ? Text.PlainText : Text.StyledText
            linkColor: Theme.accent
            color: content.bubble.unreadable ? Theme.bubbleMeta : Theme.text
            font.italic: content.bubble.unreadable
            wrapMode: Text.Wrap
            elide: Text.ElideNone
            lineHeight: 1.15
            Accessible.ignored: true
            onLinkActivated: (link) => content.bubble.linkOpened(link)
            HoverHandler { enabled: words.hoveredLink !== ""; cursorShape: Qt.PointingHandCursor }
        }
    }
}
