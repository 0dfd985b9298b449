// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The person's own choice: buttons where there are few possibilities, a field otherwise.
Flow {
    id: editor
    required property Item row
    readonly property bool isFlag: row.type === Shown.Parameter.Boolean
    readonly property var options: isFlag
        ? [{ value: "true", words: qsTr("On") }, { value: "false", words: qsTr("Off") }]
        : row.choices.map((each) => ({ value: each, words: each }))

    spacing: 8
    Repeater {
        model: editor.options
        OptionButton {
            required property var modelData
            text: modelData.words
            label: qsTr("%1: %2").arg(editor.row.words).arg(modelData.words)
            chosen: editor.row.plainValue === modelData.value
            onClicked: editor.row.chose(modelData.value)
        }
    }
    Field {
        id: field
        objectName: "parameterField"
        visible: editor.options.length === 0
        width: Math.min(editor.width - 100, 360)
        label: editor.row.words
        text: editor.row.plainValue
        inputMethodHints: editor.row.type === Shown.Parameter.Integer ? Qt.ImhDigitsOnly : Qt.ImhNone
        onAccepted: editor.row.chose(text)
    }
    PushButton {
        visible: field.visible
        enabled: field.text !== editor.row.plainValue
        text: qsTr("Save")
        onClicked: editor.row.chose(field.text)
    }
}
