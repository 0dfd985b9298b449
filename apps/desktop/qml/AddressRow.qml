// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Who signs in, and the way to another address.
Rectangle {
    id: row
    property string address
    property bool changeable: true
    signal changeWanted()

    implicitHeight: 48
    radius: Theme.radius
    color: Theme.field
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 14
        anchors.rightMargin: 8
        spacing: 10
        Icon { name: "person"; size: 18; color: Theme.muted }
        Words {
            Layout.fillWidth: true
            text: row.address
            font.weight: Font.Medium
            elide: Text.ElideMiddle
        }
        LinkButton {
            objectName: "changeButton"
            visible: row.changeable
            text: qsTr("Change")
            Accessible.name: qsTr("Change the address")
            onClicked: row.changeWanted()
        }
    }
}
