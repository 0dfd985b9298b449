// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sidetone

// A column of things, at most as wide as is good to read, that scrolls; what gets the focus is
// brought into sight.
Flickable {
    id: scroll
    property int inset: 24
    property int most: 640
    default property alias content: column.data
    readonly property Item focused: Window.activeFocusItem

    anchors.fill: parent
    contentHeight: column.implicitHeight + 2 * inset
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    T.ScrollBar.vertical: Scroller {}
    onFocusedChanged: Qt.callLater(scroll.reveal)

    function reveal() {
        if (!scroll.focused || !column.contains(column.mapFromItem(scroll.focused, 0, 0))) return
        const top = column.mapFromItem(scroll.focused, 0, 0).y
        const bottom = top + scroll.focused.height + 2 * scroll.inset
        if (top < scroll.contentY) scroll.contentY = Math.max(0, top)
        else if (bottom > scroll.contentY + scroll.height) scroll.contentY = bottom - scroll.height
    }

    ColumnLayout {
        id: column
        x: scroll.inset
        y: scroll.inset
        width: Math.min(scroll.width - 2 * scroll.inset, scroll.most)
        spacing: 16
    }
}
