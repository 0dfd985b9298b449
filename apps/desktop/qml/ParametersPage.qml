// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Every setting with its value, where that comes from, who fixed it and what it overrode.
SidePage {
    id: page
    readonly property ParameterModel parameters: desktop.parameters

    function enter() { search.forceActiveFocus(Qt.TabFocusReason) }

    title: qsTr("All settings")
    Component.onCompleted: page.parameters.shown = true
    Component.onDestruction: { page.parameters.shown = false; page.parameters.filter = "" }
    ColumnLayout {
        x: page.stacked ? 4 : 16
        width: Math.min(parent.width - 2 * x, 760)
        height: parent.height
        spacing: 4
        SearchField {
            id: search
            objectName: "parameterSearch"
            Layout.fillWidth: true
            Layout.topMargin: page.stacked ? 12 : 20
            Layout.leftMargin: 8
            Layout.rightMargin: 8
            label: qsTr("Search the settings")
            placeholderText: qsTr("Search by words or by a parameter\u2019s name")
            text: page.parameters.filter
            onTextChanged: page.parameters.filter = text
            Keys.onDownPressed: list.forceActiveFocus(Qt.TabFocusReason)
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: 8
            Layout.rightMargin: 12
            CheckRow {
                objectName: "onlySet"
                Layout.fillWidth: true
                text: qsTr("Only what somebody has set")
                checked: page.parameters.onlySet
                onToggled: page.parameters.onlySet = checked
            }
            Words {
                text: page.parameters.count === 1 ? qsTr("1 setting")
                                                  : qsTr("%1 settings").arg(page.parameters.count)
                color: Theme.muted
                font.pixelSize: Theme.small
            }
        }
        PlainList {
            id: list
            objectName: "parameterList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            label: qsTr("Settings")
            reuseItems: false
            model: page.parameters
            section.property: "section"
            section.delegate: SectionTitle {}
            delegate: ParameterRow {
                onChose: (value) => page.parameters.choose(name, value)
                onTookBack: page.parameters.takeBack(name)
            }
            footer: RemarkList { width: list.width; remarks: page.parameters.remarks }
            EmptyState {
                anchors.fill: parent
                visible: list.count === 0
                iconName: "search"
                title: qsTr("No setting has these words")
                words: qsTr("Try a part of its name, or fewer words.")
            }
        }
    }
}
