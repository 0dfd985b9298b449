// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// What went wrong, in one sentence, and what to do.
Rectangle {
    id: card
    property string problem
    property string advice
    property string action
    signal acted()

    implicitHeight: words.height + 28
    radius: Theme.radius
    color: Theme.dangerGround
    border.color: Theme.danger
    Accessible.role: Accessible.AlertMessage
    Accessible.name: problem + " " + advice
    Icon { x: 14; y: 15; name: "warning"; size: 18; color: Theme.danger }
    Column {
        id: words
        x: 44
        y: 14
        width: parent.width - x - 14
        spacing: 6
        Words {
            objectName: "problem"
            width: parent.width
            text: card.problem
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            lineHeight: 1.15
        }
        Words {
            objectName: "advice"
            visible: text !== ""
            width: parent.width
            text: card.advice
            wrapMode: Text.Wrap
            lineHeight: 1.15
        }
        LinkButton {
            visible: card.action !== ""
            x: -4
            text: card.action
            tint: Theme.text
            onClicked: card.acted()
        }
    }
}
