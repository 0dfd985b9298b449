// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The messages that a search found; a press opens the conversation there.
Column {
    id: results
    required property SearchModel found
    signal chosen(string address, var message)

    visible: found.count > 0 || found.trouble !== ""
    SectionTitleItem { text: results.found.searching ? qsTr("Messages \u2026") : qsTr("Messages") }
    Words {
        visible: text !== ""
        x: 20
        width: parent.width - 40
        text: results.found.trouble
        color: Theme.danger
        wrapMode: Text.Wrap
    }
    Repeater {
        model: results.found
        FoundRow { width: results.width; onClicked: results.chosen(peer, Number(messageId)) }
    }
    LinkButton { visible: results.found.count >= 30; x: 16; text: qsTr("More messages"); onClicked: results.found.more() }
}
