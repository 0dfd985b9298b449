// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// A file in a conversation: what it is, how far it got, and what can be done. A picture shows as
// big as it is useful, decoded elsewhere, and is forgotten when it leaves the view.
Column {
    id: tile
    required property string name
    required property string line
    required property int transfer
    required property string picture
    required property real shape
    required property real progress
    required property bool mine
    readonly property bool waits: !mine && transfer === Shown.Transfer.Offered
    readonly property bool there: transfer === Shown.Transfer.Done || (mine && picture !== "")
    signal asked(string what)

    spacing: 6
    Loader {
        active: tile.picture !== "" && tile.there
        visible: active
        width: parent.width
        height: active ? Math.round(Math.min(260, Math.max(60, width / (tile.shape > 0 ? tile.shape : 1.5)))) : 0
        sourceComponent: Image {
            id: image
            source: tile.picture
            sourceSize: Qt.size(600, 600)
            fillMode: Image.PreserveAspectFit
            horizontalAlignment: Image.AlignLeft
            asynchronous: true
            cache: false
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("Picture %1").arg(tile.name)
            Rectangle {
                visible: image.status !== Image.Ready
                anchors.fill: parent
                radius: Theme.radius
                color: Theme.pressed
                Icon { anchors.centerIn: parent; name: "picture"; size: 28; color: Theme.faint }
            }
            TapHandler { onTapped: tile.asked("open") }
        }
    }
    RowLayout {
        width: parent.width
        spacing: 10
        Rectangle {
            implicitWidth: 36
            implicitHeight: 36
            radius: Theme.radius
            color: Theme.quote
            Icon {
                anchors.centerIn: parent
                name: tile.transfer === Shown.Transfer.Failed ? "warning" : tile.picture !== "" ? "picture" : "file"
                color: tile.transfer === Shown.Transfer.Failed ? Theme.danger : Theme.accent
            }
        }
        Column {
            Layout.fillWidth: true
            spacing: 2
            Words { width: parent.width; text: tile.name; font.weight: Font.Medium; elide: Text.ElideMiddle; Accessible.ignored: true }
            Words {
                width: parent.width
                text: tile.line
                color: tile.transfer === Shown.Transfer.Failed ? Theme.danger : Theme.bubbleMeta
                font.pixelSize: Theme.small
                wrapMode: tile.transfer === Shown.Transfer.Failed ? Text.Wrap : Text.NoWrap
                Accessible.ignored: true
            }
        }
        IconButton {
            visible: tile.transfer === Shown.Transfer.UnderWay || (tile.mine && tile.transfer === Shown.Transfer.Offered)
            size: 32
            iconSize: 12
            text: qsTr("Cancel the file %1").arg(tile.name)
            iconName: "close"
            fillHover: Theme.pressed
            onClicked: tile.asked("cancel")
        }
        IconButton {
            visible: tile.transfer === Shown.Transfer.Available && !tile.mine
            size: 32
            text: qsTr("Fetch the file %1").arg(tile.name)
            iconName: "download"
            fillHover: Theme.pressed
            onClicked: tile.asked("accept")
        }
    }
    Rectangle {
        visible: tile.transfer === Shown.Transfer.UnderWay
        width: parent.width
        height: 4
        radius: 2
        color: Theme.quote
        Accessible.role: Accessible.ProgressBar
        Accessible.name: qsTr("%1 %").arg(Math.round(tile.progress * 100))
        Rectangle { height: 4; radius: 2; width: parent.width * Math.min(1, tile.progress); color: Theme.accent }
    }
    Row {
        spacing: 8
        visible: tile.waits || tile.transfer === Shown.Transfer.Failed || tile.transfer === Shown.Transfer.Done
        LinkButton { visible: tile.waits; text: qsTr("Accept"); onClicked: tile.asked("accept") }
        LinkButton { visible: tile.waits; text: qsTr("Decline"); tint: Theme.danger; onClicked: tile.asked("decline") }
        LinkButton {
            visible: tile.transfer === Shown.Transfer.Failed
            text: qsTr("Try again")
            onClicked: tile.asked(tile.mine ? "retry" : "accept")
        }
        LinkButton { visible: tile.transfer === Shown.Transfer.Done; text: qsTr("Open"); onClicked: tile.asked("open") }
        LinkButton { visible: tile.transfer === Shown.Transfer.Done; text: qsTr("Show in folder"); onClicked: tile.asked("folder") }
    }
}
