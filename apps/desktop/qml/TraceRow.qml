// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// One step of the sign-in. A press opens what was asked, what came back and why it mattered.
T.AbstractButton {
    id: step
    required property int index
    required property string title
    required property string asked
    required property string answer
    required property string why
    required property string problem
    required property string took
    required property string verdictWords
    required property int verdict
    property bool isOpen: verdict === Shown.Step.Failed
    readonly property bool failed: verdict === Shown.Step.Failed
    readonly property bool skipped: verdict === Shown.Step.Skipped
    readonly property bool hasDetails: asked !== "" || answer !== "" || why !== "" || problem !== ""

    width: ListView.view ? ListView.view.width : implicitWidth
    implicitHeight: 44 + (details.active ? details.height + 14 : 0)
    hoverEnabled: true
    focusPolicy: Qt.NoFocus
    text: qsTr("%1: %2. %3").arg(title).arg(verdictWords).arg(answer)
    Accessible.role: Accessible.ListItem
    Accessible.name: text
    Accessible.focusable: true
    Accessible.onPressAction: step.clicked()
    Keys.onReturnPressed: step.clicked()
    Keys.onEnterPressed: step.clicked()
    onClicked: isOpen = !isOpen
    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.leftMargin: 8
            anchors.rightMargin: 8
            radius: Theme.radius
            color: step.failed ? Theme.dangerGround : step.hovered ? Theme.hover : "transparent"
            border.width: step.activeFocus ? 2 : 0
            border.color: Theme.accent
        }
    }
    contentItem: Item {
        Loader {
            x: 20
            y: 13
            width: 18
            height: 18
            sourceComponent: step.verdict === Shown.Step.Running ? turning : still
            Component { id: turning; Spinner {} }
            Component {
                id: still
                Icon {
                    name: step.failed ? "failed" : step.skipped ? "skipped"
                        : step.verdict === Shown.Step.NotThere ? "not-there" : "done"
                    color: step.failed ? Theme.dangerFill
                         : step.verdict === Shown.Step.Done ? Theme.successFill : Theme.faint
                }
            }
        }
        Words {
            id: heading
            x: 50
            y: 4
            width: time.x - x - 8
            height: 36
            verticalAlignment: Text.AlignVCenter
            maximumLineCount: 2
            wrapMode: Text.Wrap
            text: step.title
            color: step.skipped ? Theme.muted : Theme.text
            font.pixelSize: 13
            font.weight: step.verdict === Shown.Step.Running || step.failed ? Font.DemiBold
                                                                            : Font.Normal
            Accessible.ignored: true
        }
        Words {
            id: time
            anchors.right: arrow.left
            anchors.rightMargin: 8
            anchors.verticalCenter: heading.verticalCenter
            text: step.skipped ? step.verdictWords : step.took
            color: Theme.muted
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
        Icon {
            id: arrow
            visible: step.hasDetails
            anchors.right: parent.right
            anchors.rightMargin: 20
            anchors.verticalCenter: heading.verticalCenter
            name: step.isOpen ? "chevron-down" : "chevron-right"
            size: 12
        }
        Loader {
            id: details
            active: step.isOpen && step.hasDetails
            x: 50
            y: 42
            width: parent.width - 76
            sourceComponent: Column {
                spacing: 6
                NamedValue { width: parent.width; name: qsTr("Asked"); value: step.asked }
                NamedValue { width: parent.width; name: qsTr("Answer"); value: step.answer }
                NamedValue { width: parent.width; name: qsTr("Why"); value: step.why }
                NamedValue {
                    width: parent.width
                    name: qsTr("Problem")
                    value: step.problem
                    valueColor: Theme.danger
                }
            }
        }
    }
}
