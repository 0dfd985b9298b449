// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// A call of the line that another device has.
Rectangle {
    id: card
    property string name
    property string words
    property bool ready: false
    signal taken()

    implicitHeight: 56
    radius: Theme.radius
    color: Theme.raised
    border.color: Theme.border
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1, %2").arg(name).arg(words)
    Column {
        x: 12
        width: parent.width - take.width - 32
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2
        Words {
            width: parent.width
            text: card.name
            font.weight: Font.Medium
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            text: card.words
            color: Theme.muted
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
    }
    PushButton {
        id: take
        objectName: "takeOverButton"
        anchors.right: parent.right
        anchors.rightMargin: 10
        anchors.verticalCenter: parent.verticalCenter
        implicitHeight: 34
        primary: true
        enabled: card.ready
        text: qsTr("Take over")
        Accessible.name: qsTr("Take over the call with %1").arg(card.name)
        onClicked: card.taken()
    }
}
