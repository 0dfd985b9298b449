// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// A field with its name above, and below it what it is for, what is wrong with it, or who fixed it.
ColumnLayout {
    id: labelled
    property string label
    property string hint
    property string problem
    property string lock
    property string placeholder
    property string suffix
    property string fieldName
    property bool secret: false
    property int hints: Qt.ImhNone
    property alias text: field.text
    signal edited(string text)
    signal accepted()

    function forceActiveFocus(reason: int) { field.forceActiveFocus(reason) }
    function selectAll() { field.selectAll() }

    spacing: 6
    Words { text: labelled.label; font.pixelSize: 13; font.weight: Font.Medium; Accessible.ignored: true }
    Field {
        id: field
        objectName: labelled.fieldName
        Layout.fillWidth: true
        implicitHeight: 44
        readOnly: labelled.lock !== ""
        wrong: labelled.problem !== ""
        label: labelled.label
        explanation: labelled.lock !== "" ? labelled.lock
                   : labelled.problem !== "" ? labelled.problem : labelled.hint
        placeholderText: labelled.placeholder
        echoMode: labelled.secret && !show.checked ? TextInput.Password : TextInput.Normal
        inputMethodHints: labelled.secret ? Qt.ImhSensitiveData : labelled.hints
        rightPadding: labelled.secret ? 48 : labelled.lock !== "" ? 40
                    : 14 + (ending.visible ? ending.width : 0)
        onTextEdited: labelled.edited(text)
        onAccepted: labelled.accepted()
        IconButton {
            id: show
            visible: labelled.secret
            anchors.right: parent.right
            anchors.rightMargin: 4
            anchors.verticalCenter: parent.verticalCenter
            checkable: true
            fillHover: Theme.pressed
            text: checked ? qsTr("Hide the password") : qsTr("Show the password")
            iconName: checked ? "eye-off" : "eye"
        }
        Icon {
            visible: labelled.lock !== ""
            anchors.right: parent.right
            anchors.rightMargin: 14
            anchors.verticalCenter: parent.verticalCenter
            name: "lock"
            size: 15
        }
        Words {
            id: ending
            visible: text !== ""
            anchors.right: parent.right
            anchors.rightMargin: 14
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, field.width * 0.6)
            text: labelled.suffix
            color: Theme.muted
            elide: Text.ElideMiddle
            Accessible.ignored: true
        }
    }
    Words {
        visible: text !== ""
        Layout.fillWidth: true
        text: field.explanation
        color: labelled.problem !== "" && labelled.lock === "" ? Theme.danger : Theme.muted
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
        lineHeight: 1.15
        Accessible.ignored: true
    }
}
