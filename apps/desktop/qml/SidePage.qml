// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The frame of a page beside the list: a title, the way back, the call, and what the page holds.
Rectangle {
    id: page
    objectName: "sidePage"
    required property Desktop desktop
    required property string title
    property bool stacked: false
    property bool wide: false
    default property alias content: body.data
    readonly property alias head: actions
    signal back()
    signal wanted(string page)
    signal chatWanted(string address)

    color: Theme.window
    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        Rectangle {
            Layout.fillWidth: true
            implicitHeight: Theme.header
            color: Theme.surface
            RowLayout {
                id: actions
                anchors.fill: parent
                anchors.leftMargin: page.stacked ? 4 : 24
                anchors.rightMargin: 16
                IconButton {
                    visible: page.stacked
                    text: qsTr("Back")
                    keys: "Esc"
                    iconName: "back"
                    size: Theme.touch
                    tint: Theme.text
                    onClicked: page.back()
                }
                Words {
                    Layout.fillWidth: true
                    text: page.title
                    font.pixelSize: Theme.title
                    font.weight: Font.DemiBold
                    Accessible.role: Accessible.Heading
                }
            }
            Line { width: parent.width; anchors.bottom: parent.bottom }
        }
        CallSlot {
            Layout.fillWidth: true
            desktop: page.desktop
            room: page.height * 0.4
            shown: page.visible
            narrow: page.width < 520
        }
        Item {
            id: body
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
    }
}
