// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// All keys of the window.
Panel {
    id: help
    modal: true
    padding: 24
    width: Math.min(parent.width - 24, 520)
    height: Math.min(parent.height - 24, list.contentHeight + 100)
    x: Math.round((parent.width - width) / 2)
    y: Math.round((parent.height - height) / 2)
    T.Overlay.modal: Rectangle { color: Theme.shade }
    contentItem: FocusScope {
        Words {
            id: title
            text: qsTr("Keyboard shortcuts")
            font.pixelSize: 18
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
        }
        IconButton {
            anchors.right: parent.right
            y: -6
            focus: true
            text: qsTr("Close")
            keys: "Esc"
            iconName: "close"
            iconSize: 14
            onClicked: help.close()
        }
        PlainList {
            id: list
            anchors.fill: parent
            anchors.topMargin: 40
            label: qsTr("Keyboard shortcuts")
            model: Keymap.all
            delegate: Item {
                id: entry
                required property var modelData
                width: list.width
                height: 36
                Accessible.role: Accessible.ListItem
                Accessible.name: modelData.keys + ": " + modelData.what
                Words {
                    width: parent.width - cap.width - 16
                    anchors.verticalCenter: parent.verticalCenter
                    text: entry.modelData.what
                    Accessible.ignored: true
                }
                Rectangle {
                    id: cap
                    anchors.right: parent.right
                    anchors.rightMargin: 12
                    anchors.verticalCenter: parent.verticalCenter
                    width: keys.implicitWidth + 18
                    height: 26
                    radius: 6
                    color: Theme.field
                    border.color: Theme.border
                    Words {
                        id: keys
                        anchors.centerIn: parent
                        text: entry.modelData.keys
                        font.pixelSize: Theme.small
                        font.weight: Font.Medium
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
