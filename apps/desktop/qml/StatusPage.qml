// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Connection status: each service, and how the last sign-in found it (PRT-03).
Rectangle {
    id: page
    required property Desktop desktop
    property bool stacked: false
    signal back()

    function enter() { steps.forceActiveFocus(Qt.TabFocusReason) }

    color: Theme.window
    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        Rectangle {
            Layout.fillWidth: true
            implicitHeight: Theme.header
            color: Theme.surface
            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: page.stacked ? 4 : 24
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
                    text: qsTr("Connection status")
                    font.pixelSize: Theme.title
                    font.weight: Font.DemiBold
                    Accessible.role: Accessible.Heading
                }
            }
            Line { width: parent.width; anchors.bottom: parent.bottom }
        }
        CallSlot {
            Layout.fillWidth: true
            calls: page.desktop.calls
            shown: page.visible
            narrow: page.width < 520
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.margins: page.stacked ? 12 : 24
            Layout.maximumWidth: 720
            spacing: 12
            Repeater {
                model: page.desktop.services
                ServiceRow { Layout.fillWidth: true }
            }
            TraceCard {
                id: steps
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.topMargin: 4
                title: qsTr("Last sign-in")
                desktop: page.desktop
            }
        }
    }
}
