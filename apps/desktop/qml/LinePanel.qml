// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The line beyond its calls: calling again, do not disturb, calls on other devices, watched lines.
Column {
    id: panel
    required property LineController line
    property bool callable: false
    property bool adding: false
    signal dialled(string target)

    function add() { panel.adding = true; field.forceActiveFocus(Qt.ShortcutFocusReason) }

    spacing: 6
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Your line")
    Connections {
        target: panel.line
        function onWatchWanted() { panel.add() }
    }
    Repeater {
        model: panel.line.elsewhere
        LineCallCard {
            required property var modelData
            width: panel.width
            name: modelData.name
            words: modelData.words
            ready: modelData.ready && panel.callable
            onTaken: panel.line.takeOver(modelData.key)
        }
    }
    Row {
        width: parent.width
        spacing: 8
        PushButton {
            objectName: "callAgainButton"
            width: parent.width - watch.width - 8
            implicitHeight: 34
            enabled: panel.callable && panel.line.lastDialled !== ""
            text: enabled ? qsTr("Call %1 again").arg(panel.line.lastDialled) : qsTr("Call again")
            iconName: "retry"
            onClicked: panel.line.redial()
        }
        IconButton {
            id: watch
            objectName: "watchLineButton"
            size: 34
            text: qsTr("Watch a line")
            iconName: "eye"
            keys: Keymap.watchLine
            onClicked: panel.adding ? panel.adding = false : panel.add()
        }
    }
    CheckRow {
        objectName: "doNotDisturbCheck"
        width: parent.width
        text: qsTr("Do not disturb: calls are refused as busy")
        checked: panel.line.doNotDisturb
        onToggled: panel.line.doNotDisturb = checked
    }
    Field {
        id: field
        objectName: "watchLineField"
        visible: panel.adding
        width: parent.width
        implicitHeight: 36
        label: qsTr("Number or address of the line to watch")
        onAccepted: { panel.line.watch(text); text = ""; panel.adding = false }
        Keys.onEscapePressed: panel.adding = false
    }
    Repeater {
        model: panel.line.watched
        WatchedLineRow {
            required property var modelData
            width: panel.width
            name: modelData.name
            words: modelData.words
            lamp: modelData.state
            callable: panel.callable
            onCalled: panel.dialled(modelData.target)
            onRemoved: panel.line.unwatch(modelData.target)
        }
    }
}
