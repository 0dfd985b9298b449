// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// A question while the person is signed in: a card at the side that takes no focus by itself.
Rectangle {
    id: sheet
    required property Desktop desktop
    readonly property real most: parent.parent ? parent.parent.height - 24 : 600

    implicitHeight: Math.min(most, form.implicitHeight + 48)
    radius: Theme.cardRadius
    color: Theme.raised
    border.color: Theme.outline
    Accessible.role: Accessible.Dialog
    Accessible.name: desktop.question.title
    Keys.onEscapePressed: sheet.desktop.question.decline()
    Flickable {
        anchors.fill: parent
        anchors.margins: 1
        contentHeight: form.implicitHeight + 46
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        T.ScrollBar.vertical: Scroller {}
        QuestionSlot {
            id: form
            x: 23
            y: 23
            width: parent.width - 46
            question: sheet.desktop.question
            session: sheet.desktop.session
        }
    }
}
