// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// A sentence that shows for some seconds: why a command did not work, or what came of it.
Rectangle {
    id: bar
    property string text
    property bool isNews: false
    signal closed()

    visible: text !== ""
    implicitWidth: Math.min(parent.width - 32, words.implicitWidth + 100, 640)
    implicitHeight: words.height + 24
    radius: Theme.radius
    color: Theme.dark ? "#39424f" : "#2a303b"
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text
    Icon {
        x: 14
        anchors.verticalCenter: parent.verticalCenter
        name: bar.isNews ? "check" : "warning"
        color: bar.isNews ? "#8fdcae" : "#ffd27a"
    }
    Words {
        id: words
        x: 44
        width: bar.width - 96
        anchors.verticalCenter: parent.verticalCenter
        text: bar.text
        color: "#ffffff"
        wrapMode: Text.Wrap
    }
    IconButton {
        anchors.right: parent.right
        anchors.rightMargin: 6
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("Close")
        iconName: "close"
        iconSize: 12
        tint: "#ffffff"
        fillHover: "#4d5866"
        onClicked: bar.closed()
    }
}
