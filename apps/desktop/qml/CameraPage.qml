// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Which camera calls take, and what it sees now.
SidePage {
    id: page
    readonly property CameraController camera: desktop.camera

    function enter() { list.forceActiveFocus(Qt.TabFocusReason) }

    title: qsTr("Camera")
    Component.onCompleted: page.camera.look()
    Component.onDestruction: page.camera.leave()
    ColumnLayout {
        anchors.fill: parent
        anchors.margins: page.stacked ? 14 : 24
        spacing: 12
        Rectangle {
            Layout.fillWidth: true
            Layout.maximumWidth: 560
            Layout.preferredHeight: Math.min(width * 9 / 16, page.height * 0.5)
            radius: 4
            color: "#000000"
            PictureItem {
                id: preview
                objectName: "cameraPreview"
                anchors.fill: parent
                mirrored: true
                source: page.camera.preview
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("Your own picture, as in a mirror")
            }
            Words {
                objectName: "previewWords"
                visible: !preview.showing
                anchors.centerIn: parent
                width: parent.width - 32
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                color: "#e9ecf1"
                text: page.camera.trouble !== "" ? page.camera.trouble
                    : page.camera.inUse < 0 ? qsTr("There is no camera. Plug one in, and it shows here.")
                    : qsTr("The camera starts")
            }
        }
        Words {
            visible: page.camera.inUse >= 0
            Layout.fillWidth: true
            Layout.maximumWidth: 560
            text: qsTr("Calls that run change to another camera at once.")
            color: Theme.muted
            wrapMode: Text.Wrap
        }
        PlainList {
            id: list
            objectName: "cameraList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumWidth: 560
            label: qsTr("Cameras")
            model: page.camera.names
            delegate: ChoiceRow {
                required property string modelData
                required property int index
                width: list.width
                text: modelData
                chosen: index === page.camera.inUse
                onClicked: page.camera.choose(index)
            }
        }
    }
}
