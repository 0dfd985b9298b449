// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The picture of the screen that was just taken: one press sends it.
Rectangle {
    id: preview
    required property FileController files
    signal closed()

    implicitHeight: 148
    color: Theme.surface
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Picture of the screen")
    Component.onCompleted: sender.forceActiveFocus(Qt.TabFocusReason)
    Keys.onEscapePressed: { preview.files.dropCapture(); preview.closed() }
    Line { width: parent.width }
    RowLayout {
        anchors.fill: parent
        anchors.margins: 14
        spacing: 16
        Image {
            objectName: "capturePicture"
            Layout.fillHeight: true
            Layout.preferredWidth: Math.min(preview.width / 2, 240)
            fillMode: Image.PreserveAspectFit
            horizontalAlignment: Image.AlignLeft
            source: preview.files.captured
            sourceSize.height: 240
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("What would be sent")
        }
        Item { Layout.fillWidth: true }
        PushButton {
            objectName: "dropCaptureButton"
            text: qsTr("Throw away")
            onClicked: { preview.files.dropCapture(); preview.closed() }
        }
        PushButton {
            id: sender
            objectName: "sendCaptureButton"
            primary: true
            iconName: "send"
            text: qsTr("Send")
            onClicked: { preview.files.sendCapture(); preview.closed() }
        }
    }
}
