// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The other side's picture, one's own in a corner, and what is to be said about both. Black in
// both themes, so that the picture alone gives light.
Rectangle {
    id: stage
    required property Desktop desktop
    readonly property VideoView video: desktop.calls.video
    readonly property bool small: width < 420
    readonly property string says: video.words !== "" ? video.words
                                 : remote.showing ? "" : qsTr("Waiting for the picture")

    objectName: "videoStage"
    color: "#000000"
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Video with %1").arg(desktop.calls.current.name)

    PictureItem {
        id: remote
        objectName: "remotePicture"
        anchors.fill: parent
        source: stage.video.remote
        Accessible.role: Accessible.Graphic
        Accessible.name: stage.says === "" ? qsTr("Picture of %1").arg(stage.desktop.calls.current.name)
                                           : stage.says
    }
    TapHandler { onDoubleTapped: stage.video.full = !stage.video.full }
    Column {
        visible: stage.says !== ""
        anchors.centerIn: parent
        width: parent.width - 32
        spacing: 12
        Avatar {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: stage.height > 200
            size: 72
            initials: stage.desktop.calls.current.initials
            hue: stage.desktop.calls.current.hue
        }
        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            text: stage.says
            color: "#e9ecf1"
            Accessible.ignored: true
        }
    }
    Rectangle {
        visible: stage.video.sending && stage.desktop.settings.selfView
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: 12
        width: Math.max(96, Math.min(240, stage.width * 0.22))
        height: width * 9 / 16
        radius: 4
        color: "#14171c"
        border.color: "#6d7889"
        PictureItem {
            objectName: "ownPicture"
            anchors.fill: parent
            anchors.margins: 1
            mirrored: true
            source: stage.video.own
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("Your own picture, as in a mirror")
        }
    }
    RowLayout {
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: 12
        spacing: 8
        component StageButton: IconButton {
            tint: "#ffffff"
            fill: "#99000000"
            fillHover: "#cc2b3341"
        }
        StageButton {
            objectName: "selfViewButton"
            visible: stage.video.sending
            text: stage.desktop.settings.selfView ? qsTr("Hide your own picture")
                                                  : qsTr("Show your own picture")
            keys: Keymap.selfView
            iconName: stage.desktop.settings.selfView ? "eye-off" : "person"
            onClicked: stage.desktop.settings.selfView = !stage.desktop.settings.selfView
        }
        StageButton {
            objectName: "fullButton"
            text: stage.video.full ? qsTr("Leave full screen") : qsTr("Full screen")
            keys: Keymap.full
            iconName: stage.video.full ? "shrink" : "grow"
            onClicked: stage.video.full = !stage.video.full
        }
    }
    Rectangle {
        visible: stage.video.trouble !== ""
        anchors.top: parent.top
        width: parent.width
        height: trouble.implicitHeight + 16
        color: Theme.warningGround
        Words {
            id: trouble
            objectName: "videoTrouble"
            anchors.centerIn: parent
            width: parent.width - 32
            text: stage.video.trouble
            wrapMode: Text.Wrap
            font.pixelSize: Theme.small
            Accessible.role: Accessible.AlertMessage
        }
    }
}
