// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// The first page: the form, and beside or below it what the sign-in does.
FocusScope {
    id: page
    required property Desktop desktop
    readonly property bool tracing: desktop.session.state !== Shown.Session.SignedOut
                                    && desktop.trace.count > 0
    readonly property bool wide: width >= 860
    readonly property Item formRegion: card
    readonly property Item traceRegion: trace
    readonly property real traceHeight: Math.min(height - 48, 600)
    readonly property real traceTop: Math.max(24, (height - traceHeight) / 2)
    readonly property real formWidth: Math.min(420, width - (width <= Theme.phoneWidth ? 32 : 48))

    Rectangle { anchors.fill: parent; color: Theme.window }
    Keys.onEscapePressed: if (form.busy) desktop.session.signOut()

    Flickable {
        id: scroll
        anchors.fill: parent
        boundsBehavior: Flickable.StopAtBounds
        contentHeight: Math.max(height, page.wide || !page.tracing ? card.height + 48
                                                                   : card.height + 460)
        T.ScrollBar.vertical: Scroller {}

        Rectangle {
            id: card
            width: page.formWidth
            height: form.implicitHeight + 56
            x: page.wide && page.tracing ? (scroll.width - width - trace.width - 24) / 2
                                         : (scroll.width - width) / 2
            y: page.tracing ? (page.wide ? page.traceTop : 16) : Math.max(24, (scroll.height - height) / 2 - 24)
            radius: Theme.cardRadius
            color: Theme.surface
            border.color: Theme.border
            SignInForm {
                id: form
                x: page.width <= Theme.phoneWidth ? 20 : 28
                y: 28
                width: parent.width - 2 * x
                session: page.desktop.session
                focus: true
            }
        }
        TraceCard {
            id: trace
            visible: page.tracing
            desktop: page.desktop
            x: page.wide ? card.x + card.width + 24 : card.x
            y: page.wide ? page.traceTop : card.y + card.height + 16
            width: page.wide ? Math.min(560, scroll.width - card.width - 72) : card.width
            height: page.wide ? page.traceHeight : 420
        }
    }
}
