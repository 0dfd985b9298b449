// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Search in the open conversation: Enter goes from one place to the next older one.
Rectangle {
    id: bar
    required property SearchModel found
    required property MessageModel messages
    property int at: -1
    signal closed()

    function enter() { field.forceActiveFocus(Qt.ShortcutFocusReason) }
    function go(by: int) {
        if (bar.found.count === 0) return
        bar.at = Math.max(0, Math.min(bar.found.count - 1, bar.at + by))
        if (bar.at > bar.found.count - 3) bar.found.more()
        bar.messages.jumpTo(bar.found.idAt(bar.at))
    }

    implicitHeight: 52
    color: Theme.surface
    Component.onDestruction: bar.found.text = ""
    Connections { target: bar.found; function onTextChanged() { bar.at = -1 } }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 12
        anchors.rightMargin: 8
        spacing: 4
        SearchField {
            id: field
            objectName: "chatSearch"
            Layout.fillWidth: true
            label: qsTr("Search in this chat")
            placeholderText: qsTr("Search in this chat")
            onTextChanged: bar.found.text = text
            onAccepted: bar.go(1)
            onDismissed: bar.closed()
            Keys.onUpPressed: bar.go(1)
            Keys.onDownPressed: bar.go(-1)
        }
        Words {
            text: bar.found.searching ? qsTr("\u2026") : field.text.length < 2 ? ""
                : bar.found.count === 0 ? qsTr("Nothing found")
                : bar.at < 0 ? qsTr("%n found", "", bar.found.count)
                : qsTr("%1 of %2").arg(bar.at + 1).arg(bar.found.count)
            color: Theme.muted
            font.pixelSize: Theme.small
        }
        IconButton { text: qsTr("Older"); keys: "Enter"; iconName: "chevron-down"; rotation: 180; onClicked: bar.go(1) }
        IconButton { text: qsTr("Newer"); iconName: "chevron-down"; onClicked: bar.go(-1) }
        IconButton { text: qsTr("Close the search"); keys: "Esc"; iconName: "close"; iconSize: 14; onClicked: bar.closed() }
    }
    Line { width: parent.width; anchors.bottom: parent.bottom }
}
