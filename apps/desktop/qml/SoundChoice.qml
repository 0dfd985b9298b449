// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// One role and the devices that it may take.
Column {
    id: choice
    required property string title
    required property list<string> names
    required property int chosen
    signal picked(int place)

    spacing: 2
    Accessible.role: Accessible.Grouping
    Accessible.name: title
    Words {
        width: parent.width
        bottomPadding: 4
        text: choice.title
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }
    Repeater {
        model: choice.names
        ChoiceRow {
            required property string modelData
            required property int index
            width: choice.width
            text: modelData
            chosen: index === choice.chosen
            Accessible.name: qsTr("%1: %2").arg(choice.title).arg(text)
            onClicked: choice.picked(index)
        }
    }
}
