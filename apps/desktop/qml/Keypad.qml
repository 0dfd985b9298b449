// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// The twelve keys of a telephone; the keyboard's digits work too.
Panel {
    id: keypad
    required property CallController calls
    readonly property var letters: ["", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ",
                                    "", "+", ""]

    width: 248
    contentItem: FocusScope {
        implicitWidth: 216
        implicitHeight: digits.height + 12 + keys.height
        Keys.onPressed: (event) => {
            event.accepted = event.text !== "" && "0123456789*#".includes(event.text)
            if (event.accepted) keypad.calls.sendDigit(event.text)
        }
        Words {
            id: digits
            width: parent.width
            height: 28
            horizontalAlignment: Text.AlignHCenter
            elide: Text.ElideLeft
            text: keypad.calls.digits === "" ? qsTr("Keypad") : keypad.calls.digits
            color: keypad.calls.digits === "" ? Theme.faint : Theme.text
            font.pixelSize: keypad.calls.digits === "" ? Theme.body : 20
        }
        Grid {
            id: keys
            anchors.bottom: parent.bottom
            columns: 3
            spacing: 8
            Repeater {
                model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"]
                KeypadKey {
                    required property string modelData
                    required property int index
                    focus: index === 0
                    digit: modelData
                    letters: keypad.letters[index]
                    onClicked: keypad.calls.sendDigit(digit)
                }
            }
        }
    }
}
