// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// One certificate of the chain.
Rectangle {
    id: card
    required property string title
    required property string subject
    required property string issuer
    required property string names
    required property string from
    required property string until
    required property string fingerprint
    required property string kind
    required property bool ended

    implicitHeight: lines.height + 24
    radius: Theme.radius
    color: Theme.field
    Accessible.role: Accessible.Grouping
    Accessible.name: title
    Column {
        id: lines
        x: 14
        y: 12
        width: parent.width - 28
        spacing: 6
        Words { text: card.title; font.pixelSize: 13; font.weight: Font.DemiBold }
        NamedValue { width: parent.width; name: qsTr("Subject"); value: card.subject }
        NamedValue { width: parent.width; name: qsTr("Issuer"); value: card.issuer }
        NamedValue { width: parent.width; name: qsTr("For"); value: card.names }
        NamedValue {
            width: parent.width
            name: qsTr("Valid")
            value: card.ended ? qsTr("%1 to %2, not today").arg(card.from).arg(card.until)
                              : qsTr("%1 to %2").arg(card.from).arg(card.until)
            valueColor: card.ended ? Theme.danger : Theme.text
        }
        NamedValue { width: parent.width; name: qsTr("Key"); value: card.kind }
        NamedValue { width: parent.width; name: qsTr("SHA-256"); value: card.fingerprint; exact: true }
    }
}
