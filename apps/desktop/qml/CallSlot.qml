// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Where the call bar stands while there is a call, with its picture below; nothing otherwise.
Loader {
    id: slot
    required property Desktop desktop
    readonly property CallController calls: desktop.calls
    // What the picture may take of the height: two fifths, so that in the window's first size it has
    // 512x288 (chapter, Video Bit Rates; VID-02) and the chat below stays readable.
    property real room: 360
    property bool shown: true
    property bool narrow: false

    active: shown && calls.current.active
    visible: active
    sourceComponent: Column {
        CallBar {
            width: parent.width
            calls: slot.calls
            narrow: slot.narrow
        }
        Loader {
            width: parent.width
            active: slot.calls.video.shown && !slot.calls.video.full
            visible: active
            height: active ? Math.max(120, Math.min(slot.width * 9 / 16, slot.room)) : 0
            sourceComponent: VideoStage { desktop: slot.desktop }
        }
    }
}
