// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// Several lines to type in or to read. Tab leaves it.
Rectangle {
    id: box
    property alias text: area.text
    property alias readOnly: area.readOnly
    property alias placeholderText: area.placeholderText
    property string label
    property bool fixedWidth: false

    function forceActiveFocus(reason: int) { area.forceActiveFocus(reason) }

    radius: Theme.radius
    color: Theme.field
    border.width: area.activeFocus ? 2 : 1
    border.color: area.activeFocus ? Theme.accent : Theme.outline
    opacity: enabled ? 1 : 0.6
    Flickable {
        id: scroll
        anchors.fill: parent
        anchors.margins: 2
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        T.ScrollBar.vertical: Scroller {}
        T.TextArea.flickable: T.TextArea {
            id: area
            padding: 12
            color: Theme.text
            font: box.fixedWidth ? Theme.fixed : Theme.input
            wrapMode: box.fixedWidth ? TextEdit.WrapAnywhere : TextEdit.Wrap
            textFormat: TextEdit.PlainText
            selectByMouse: true
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentInk
            activeFocusOnTab: true
            Accessible.role: Accessible.EditableText
            Accessible.name: box.label
            Accessible.readOnly: readOnly
            Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
            Words {
                visible: area.text === "" && area.preeditText === ""
                x: 12
                y: 12
                width: area.width - 24
                text: area.placeholderText
                color: Theme.faint
                font: area.font
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
        }
    }
}
