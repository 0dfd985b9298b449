// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// The steps of the sign-in with a title, the time until now and a way to take them along.
Rectangle {
    id: card
    required property Desktop desktop
    property string title: desktop.session.state === Shown.Session.SigningIn
                           ? qsTr("Signing in \u2026") : qsTr("What happened")

    radius: Theme.cardRadius
    color: Theme.surface
    border.color: Theme.border
    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 1
        spacing: 0
        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: 20
            Layout.rightMargin: 12
            Layout.topMargin: 8
            Layout.bottomMargin: 8
            spacing: 8
            Words { text: card.title; font.weight: Font.DemiBold; Accessible.role: Accessible.Heading }
            Words {
                Layout.fillWidth: true
                text: card.desktop.trace.took
                color: Theme.muted
                font.pixelSize: Theme.small
            }
            CopyButton { text: qsTr("Copy details"); onClicked: card.desktop.copyTrace() }
        }
        Line { Layout.fillWidth: true }
        TraceList {
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: card.desktop.trace
            following: card.desktop.session.state !== Shown.Session.Ready
        }
    }
}
