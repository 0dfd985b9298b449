// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The steps of the newest sign-in, the running one in sight.
PlainList {
    id: list
    objectName: "traceList"
    property bool following: false
    label: qsTr("Steps of the sign-in")
    reuseItems: false
    delegate: TraceRow {}
    onContentHeightChanged: if (following) Qt.callLater(positionViewAtEnd)
}
