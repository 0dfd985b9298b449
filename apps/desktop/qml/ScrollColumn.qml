// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sidetone

// A column of things, at most as wide as is good to read, that scrolls.
Flickable {
    id: scroll
    property int inset: 24
    property int most: 640
    readonly property Revealer revealer: Revealer { view: scroll }
    default property alias content: column.data

    anchors.fill: parent
    contentHeight: column.implicitHeight + 2 * inset
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    T.ScrollBar.vertical: Scroller {}

    ColumnLayout {
        id: column
        x: scroll.inset
        y: scroll.inset
        width: Math.min(scroll.width - 2 * scroll.inset, scroll.most)
        spacing: 16
    }
}
