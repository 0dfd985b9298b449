// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Whether the password stays in the key store; says so where there is none.
CheckRow {
    property bool hasKeyStore: true

    objectName: "rememberButton"
    text: qsTr("Keep me signed in")
    detail: hasKeyStore ? "" : qsTr("This computer has no key store, so the password is kept only until Sidetone ends.")
}
