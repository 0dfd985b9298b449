// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Where a question shows; a new form for each, so that nothing typed goes to another one.
Item {
    id: slot
    required property QuestionController question
    required property SessionController session
    property bool takesFocus: false

    function enter() { if (forms.count > 0) forms.itemAt(0).enter() }

    implicitHeight: childrenRect.height
    Repeater {
        id: forms
        model: slot.question.active ? [slot.question.number] : []
        QuestionForm {
            width: slot.width
            question: slot.question
            session: slot.session
        }
        onItemAdded: if (slot.takesFocus) Qt.callLater(slot.enter)
    }
}
