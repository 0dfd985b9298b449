// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sidetone

// System, light or dark, side by side.
Rectangle {
    id: choice
    required property Settings settings
    readonly property var themes: [
        { theme: Shown.Theme.System, words: qsTr("System"), icon: "screen" },
        { theme: Shown.Theme.Light, words: qsTr("Light"), icon: "sun" },
        { theme: Shown.Theme.Dark, words: qsTr("Dark"), icon: "moon" }
    ]

    implicitHeight: 72
    radius: Theme.radius
    color: Theme.field
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Appearance")
    RowLayout {
        anchors.fill: parent
        anchors.margins: 4
        spacing: 4
        Repeater {
            model: choice.themes
            T.AbstractButton {
                id: option
                required property var modelData
                readonly property bool chosen: choice.settings.theme === modelData.theme
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                focusPolicy: Qt.TabFocus
                hoverEnabled: true
                text: modelData.words
                Accessible.role: Accessible.RadioButton
                Accessible.name: text
                Accessible.checkable: true
                Accessible.checked: chosen
                Accessible.onPressAction: option.clicked()
                Keys.onReturnPressed: option.clicked()
                Keys.onEnterPressed: option.clicked()
                onClicked: choice.settings.theme = modelData.theme
                background: Rectangle {
                    radius: 6
                    color: option.chosen ? Theme.raised : option.hovered ? Theme.pressed
                                                                        : "transparent"
                    border.width: option.chosen ? 1 : 0
                    border.color: Theme.outline
                    FocusFrame { shown: option.visualFocus; gap: 0 }
                }
                contentItem: Column {
                    topPadding: 12
                    spacing: 6
                    Icon {
                        anchors.horizontalCenter: parent.horizontalCenter
                        name: option.modelData.icon
                        color: option.chosen ? Theme.accent : Theme.muted
                    }
                    Words {
                        anchors.horizontalCenter: parent.horizontalCenter
                        text: option.text
                        color: option.chosen ? Theme.text : Theme.muted
                        font.pixelSize: Theme.small
                        font.weight: option.chosen ? Font.DemiBold : Font.Normal
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
