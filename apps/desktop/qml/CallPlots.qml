// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The last minute of the call, figure by figure.
Column {
    id: plots
    required property CallFigures figures

    spacing: 8
    Plot {
        width: parent.width
        name: qsTr("Sound received")
        values: plots.figures.packets
        unit: qsTr("packets/s")
        least: 50
    }
    Plot {
        width: parent.width
        name: qsTr("Lost")
        values: plots.figures.loss
        unit: "%"
        digits: 1
        least: 5
    }
    Plot {
        width: parent.width
        name: qsTr("Jitter")
        values: plots.figures.jitter
        unit: "ms"
        least: 20
    }
    Plot {
        width: parent.width
        name: qsTr("Round trip")
        values: plots.figures.roundTrip
        unit: "ms"
        least: 100
    }
    Plot {
        visible: values.length > 0
        width: parent.width
        name: qsTr("Video received")
        values: plots.figures.videoRate
        unit: "kbit/s"
        least: 300
    }
    Plot {
        visible: values.length > 0
        width: parent.width
        name: qsTr("Height of the picture")
        values: plots.figures.lines
        unit: qsTr("lines")
        least: 720
    }
}
