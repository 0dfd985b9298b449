// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// Scrolls what gets the focus into sight.
QtObject {
    id: revealer
    required property Flickable view
    property int margin: 24
    readonly property Item focused: view.Window.activeFocusItem
    readonly property Item content: view.contentItem

    function reveal() {
        if (!revealer.focused || revealer.view.contentHeight <= revealer.view.height) return
        const place = revealer.content.mapFromItem(revealer.focused, 0, 0)
        const lowest = place.y + revealer.focused.height + revealer.margin - revealer.view.height
        if (place.y - revealer.margin < revealer.view.contentY) {
            revealer.view.contentY = Math.max(0, place.y - revealer.margin)
        } else if (lowest > revealer.view.contentY) {
            revealer.view.contentY = Math.min(lowest, revealer.view.contentHeight - revealer.view.height)
        }
    }

    onFocusedChanged: Qt.callLater(revealer.reveal)
}
