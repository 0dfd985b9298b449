// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// What is measured of the call.
Panel {
    id: details
    required property CallController calls
    required property CallFigures figures
    readonly property CallView call: calls.current

    width: 320
    implicitHeight: content.implicitHeight + 32
    contentItem: Column {
        id: content
        spacing: 10
        Words { text: qsTr("Call details"); font.weight: Font.DemiBold }
        NamedValue { width: parent.width; name: qsTr("With"); value: details.call.address }
        NamedValue { width: parent.width; name: qsTr("Codec"); value: details.call.codec }
        NamedValue {
            width: parent.width
            name: qsTr("Protection")
            value: details.call.secureWords
        }
        Row {
            spacing: 8
            QualityMark { figures: details.figures }
            Words { text: details.figures.gradeWords; font.pixelSize: Theme.small }
        }
        NamedValue { width: parent.width; name: qsTr("Quality"); value: details.call.quality }
        NamedValue {
            visible: value !== ""
            width: parent.width
            name: qsTr("Video")
            value: details.calls.video.quality
        }
        CallPlots { width: parent.width; figures: details.figures }
    }
}
