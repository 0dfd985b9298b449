// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// What a person can do after a failed sign-in besides trying again.
Flow {
    id: links
    property bool showsSteps: false
    property bool hasSteps: false
    property bool hasCertificate: false
    signal stepsToggled()
    signal advancedWanted()
    signal certificateWanted()

    spacing: 12
    LinkButton {
        objectName: "stepsButton"
        visible: links.hasSteps
        text: links.showsSteps ? qsTr("Hide the steps") : qsTr("See each step")
        onClicked: links.stepsToggled()
    }
    LinkButton {
        visible: links.hasCertificate
        text: qsTr("Show the certificate")
        onClicked: links.certificateWanted()
    }
    LinkButton {
        objectName: "byHandButton"
        text: qsTr("Set servers by hand")
        onClicked: links.advancedWanted()
    }
}
