// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// What the sign-in is doing right now, and the way out.
ColumnLayout {
    id: step
    required property SignInController signIn
    property bool showsSteps: false
    signal stepsToggled()

    function enter() { cancel.forceActiveFocus(Qt.OtherFocusReason) }

    spacing: 16
    RowLayout {
        Layout.fillWidth: true
        spacing: 12
        Spinner { Layout.alignment: Qt.AlignTop; Layout.topMargin: 1 }
        Words {
            objectName: "presentStep"
            Layout.fillWidth: true
            // Room for two lines, so that nothing moves from step to step.
            Layout.preferredHeight: 40
            text: step.signIn.step
            wrapMode: Text.Wrap
            maximumLineCount: 2
            lineHeight: 1.15
        }
    }
    PushButton {
        id: cancel
        objectName: "cancelButton"
        Layout.fillWidth: true
        implicitHeight: 44
        text: qsTr("Cancel")
        onClicked: step.signIn.cancel()
    }
    LinkButton {
        Layout.leftMargin: -4
        text: step.showsSteps ? qsTr("Hide the steps") : qsTr("See each step")
        onClicked: step.stepsToggled()
    }
}
