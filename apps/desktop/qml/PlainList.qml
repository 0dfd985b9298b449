// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// A list with a thin scroll bar; Tab reaches it, arrows move in it.
ListView {
    id: list
    property string label

    clip: true
    reuseItems: true
    cacheBuffer: 120
    boundsBehavior: Flickable.StopAtBounds
    keyNavigationEnabled: true
    activeFocusOnTab: count > 0
    highlightMoveDuration: 0
    topMargin: 4
    bottomMargin: 8
    Accessible.role: Accessible.List
    Accessible.name: label
    T.ScrollBar.vertical: Scroller {}
}
