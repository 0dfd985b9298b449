// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Where a setting comes from, and how the person changes it.
ColumnLayout {
    id: details
    required property Item row

    spacing: 10
    NamedValue { Layout.fillWidth: true; name: qsTr("Parameter"); value: details.row.name }
    NamedValue { Layout.fillWidth: true; name: qsTr("Value"); value: details.row.value }
    NamedValue { Layout.fillWidth: true; name: qsTr("From"); value: details.row.from }
    NamedValue { Layout.fillWidth: true; name: qsTr("Overrode"); value: details.row.overrode }
    LockLine {
        Layout.fillWidth: true
        text: details.row.locked ? qsTr("Locked by the %1").arg(details.row.lock) : ""
    }
    ParameterEditor {
        visible: !details.row.locked && details.row.type !== Shown.Parameter.Secret
        Layout.fillWidth: true
        row: details.row
    }
    LinkButton {
        objectName: "takeBack"
        visible: details.row.own
        Layout.leftMargin: -4
        text: qsTr("Take my choice back")
        onClicked: details.row.tookBack()
    }
}
