// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The headline of a refused certificate; loud where a trusted one was replaced.
Rectangle {
    id: alarm
    property bool replaced: false

    implicitHeight: words.height + 28
    radius: Theme.radius
    color: replaced ? Theme.dangerFill : Theme.dangerGround
    border.color: replaced ? Theme.dangerFill : Theme.danger
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title.text + ". " + more.text
    Icon {
        x: 14
        y: 15
        name: "warning"
        size: 20
        color: alarm.replaced ? Theme.fillInk : Theme.danger
    }
    Column {
        id: words
        x: 46
        y: 14
        width: parent.width - x - 14
        spacing: 6
        Words {
            id: title
            objectName: "certificateTitle"
            width: parent.width
            text: alarm.replaced ? qsTr("This server\u2019s certificate has changed")
                                 : qsTr("This server could not prove who it is")
            color: alarm.replaced ? Theme.fillInk : Theme.text
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }
        Words {
            id: more
            width: parent.width
            text: alarm.replaced
                  ? qsTr("It is not the one that you trusted. Somebody may be between you and the server. Ask your administrator before you go on.")
                  : qsTr("Nothing was sent to it.")
            color: alarm.replaced ? Theme.fillInk : Theme.text
            wrapMode: Text.Wrap
            lineHeight: 1.15
        }
    }
}
