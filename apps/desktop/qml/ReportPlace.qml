// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Where the report was saved, and whether it was sent.
Rectangle {
    id: place
    required property ReportController report
    required property SessionController session
    readonly property bool sent: report.state === Shown.Report.Sent

    implicitHeight: words.implicitHeight + 28
    radius: Theme.cardRadius
    color: sent ? Theme.successGround : Theme.surface
    border.color: sent ? Theme.success : Theme.border
    Accessible.role: Accessible.Grouping
    Accessible.name: title.text
    Icon { x: 16; y: 15; size: 20; name: "done"; color: Theme.successFill }
    ColumnLayout {
        id: words
        x: 50
        y: 14
        width: parent.width - x - 16
        spacing: 6
        Words {
            id: title
            Layout.fillWidth: true
            text: place.sent ? qsTr("Sent to %1").arg(place.report.destination)
                             : qsTr("The report is saved on this computer")
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }
        Words {
            objectName: "reportPath"
            Layout.fillWidth: true
            text: place.report.path
            color: Theme.muted
            font.pixelSize: Theme.small
            wrapMode: Text.WrapAnywhere
        }
        Row {
            Layout.leftMargin: -4
            spacing: 12
            LinkButton { text: qsTr("Open the folder"); onClicked: place.report.openFolder() }
            LinkButton { text: qsTr("Copy the path"); onClicked: place.session.copy(place.report.path) }
        }
    }
}
