// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Where the call bar stands while there is a call, and nothing otherwise.
Loader {
    id: slot
    required property CallController calls
    property bool shown: true
    property bool narrow: false

    active: shown && calls.current.active
    visible: active
    sourceComponent: CallBar {
        calls: slot.calls
        narrow: slot.narrow
    }
}
