// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// What can be done with something: { does, text, icon, grave, note, off }. The one that is chosen is told by
// its `does`.
Panel {
    id: menu
    property var actions: []
    property string label
    signal chosen(string name)

    padding: 6
    width: 264
    implicitHeight: content.implicitHeight + 12
    onOpened: if (rows.count > 0) rows.itemAt(Math.max(0, menu.actions.findIndex((each) => each.off !== true))).forceActiveFocus(Qt.PopupFocusReason)
    contentItem: Column {
        id: content
        Accessible.role: Accessible.PopupMenu
        Accessible.name: menu.label
        Repeater {
            id: rows
            model: menu.actions
            ActionRow {
                required property var modelData
                required property int index
                width: content.width
                objectName: modelData.does
                text: modelData.text
                iconName: modelData.icon
                note: modelData.note ?? ""
                enabled: modelData.off !== true
                tint: modelData.grave === true ? Theme.danger : Theme.text
                KeyNavigation.down: rows.itemAt((index + 1) % rows.count)
                KeyNavigation.up: rows.itemAt((index + rows.count - 1) % rows.count)
                onClicked: { menu.close(); menu.chosen(modelData.does) }
            }
        }
    }
}
