// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Placed, received and missed calls.
Item {
    id: pane
    required property Desktop desktop
    signal chosen(string address)
    signal dialled(string target)

    function enter() { list.forceActiveFocus(Qt.TabFocusReason) }
    function focusedRow(): Item { return list.activeFocus ? list.currentItem : null }

    LinePanel {
        id: line
        objectName: "linePanel"
        x: 14
        width: parent.width - 28
        visible: pane.desktop.line.available
        line: pane.desktop.line
        callable: pane.desktop.calls.available
        onDialled: (target) => pane.dialled(target)
    }
    PlainList {
        id: list
        objectName: "callList"
        anchors.fill: parent
        anchors.topMargin: line.visible ? line.height + 8 : 0
        label: qsTr("Recent calls")
        model: pane.desktop.history
        delegate: CallHistoryRow {
            callable: pane.desktop.calls.available
            onClicked: pane.chosen(address)
            onCalled: pane.dialled(address)
        }
    }
    EmptyState {
        anchors.fill: list
        visible: list.count === 0
        iconName: "phone"
        title: qsTr("No calls yet")
        words: qsTr("Type a number above, or call somebody from Contacts.")
    }
}
