// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// The first page: a card that asks for what is needed, and beside or below it, for who wants to
// see it, each step of the sign-in.
FocusScope {
    id: page
    required property Desktop desktop
    property bool showsSteps: false
    readonly property bool tracing: showsSteps && desktop.trace.total > 0
    readonly property bool wide: width >= 860
    readonly property bool phone: width <= Theme.phoneWidth
    readonly property real traceHeight: Math.min(height - 48, 600)
    readonly property real formWidth: Math.min(420, width - (phone ? 32 : 48))

    Rectangle { anchors.fill: parent; color: Theme.window }
    Keys.onEscapePressed: card.back()

    Flickable {
        id: scroll
        readonly property Revealer revealer: Revealer { view: scroll }
        anchors.fill: parent
        boundsBehavior: Flickable.StopAtBounds
        contentHeight: Math.max(height, card.y + card.height + 24 + (page.tracing && !page.wide ? 436 : 0))
        T.ScrollBar.vertical: Scroller {}

        SignInCard {
            id: card
            desktop: page.desktop
            focus: true
            inset: page.phone ? 20 : 28
            showsSteps: page.tracing
            width: page.formWidth
            x: page.tracing && page.wide ? (scroll.width - width - steps.width - 24) / 2
                                         : (scroll.width - width) / 2
            y: page.tracing ? (page.wide ? steps.y : 16)
                            : Math.max(page.phone ? 16 : 24, (scroll.height - height) / 2 - 24)
            onStepsToggled: page.showsSteps = !page.showsSteps
        }
        Loader {
            id: steps
            active: page.tracing
            x: page.wide ? card.x + card.width + 24 : card.x
            y: page.wide ? (scroll.height - page.traceHeight) / 2 : card.y + card.height + 16
            width: page.wide ? Math.min(560, scroll.width - card.width - 72) : card.width
            height: page.wide ? page.traceHeight : 420
            sourceComponent: TraceCard { desktop: page.desktop }
        }
    }
    NetworkBar {
        width: Math.min(parent.width - 24, 560)
        anchors.horizontalCenter: parent.horizontalCenter
        y: 12
        network: page.desktop.network
    }
    FocusRing { id: ring; regions: [card, steps] }
    Shortcut { sequence: Keymap.nextRegion; onActivated: ring.next() }
    Shortcut { sequence: Keymap.previousRegion; onActivated: ring.previous() }
}
