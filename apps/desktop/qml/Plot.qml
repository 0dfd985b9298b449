// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// One figure of the last minute: its name, its newest value, and its line.
Item {
    id: plot
    required property string name
    required property list<real> values
    property string unit
    property int digits: 0
    property real least: 1
    readonly property string newest: values.length === 0 ? qsTr("\u2013")
        : qsTr("%1 %2").arg(values[values.length - 1].toLocaleString(Qt.locale(), "f", digits)).arg(unit)

    implicitHeight: 58
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("%1: %2").arg(name).arg(newest)
    Words {
        id: title
        text: plot.name
        color: Theme.muted
        font.pixelSize: Theme.small
        Accessible.ignored: true
    }
    Words {
        anchors.right: parent.right
        text: plot.newest
        font.pixelSize: Theme.small
        Accessible.ignored: true
    }
    Rectangle {
        y: 20
        width: parent.width
        height: parent.height - y
        radius: 4
        color: Theme.field
        PlotItem {
            anchors.fill: parent
            anchors.margins: 2
            values: plot.values
            least: plot.least
            tint: Theme.accent
        }
    }
}
