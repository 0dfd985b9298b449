// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// The window: the sign-in, then the hub, and above both what cannot wait.
Window {
    id: window
    required property Desktop desktop
    readonly property bool signedIn: desktop.session.state === Shown.Session.Ready
    readonly property Item page: pages.item
    property bool staysBeside: false  // the icon beside the clock brings the window back
    property bool tellsBeside: false  // calls show in a notification as well

    function showHelp() { help.active ? help.item.open() : help.active = true }

    width: desktop.settings.windowSize.width
    height: desktop.settings.windowSize.height
    minimumWidth: 360
    minimumHeight: 480
    visible: true
    title: signedIn ? qsTr("%1 \u2013 Sidetone").arg(desktop.session.name) : qsTr("Sidetone")
    color: Theme.window
    onClosing: (close) => {
        desktop.settings.windowSize = Qt.size(width, height)
        close.accepted = !staysBeside
        if (staysBeside) hide()
    }

    Binding { target: Theme; property: "dark"; value: window.desktop.settings.dark }

    Loader {
        id: pages
        anchors.fill: parent
        focus: true
        sourceComponent: window.signedIn ? hub : signIn
        onLoaded: item.forceActiveFocus()
        Component { id: signIn; SignInPage { desktop: window.desktop } }
        Component {
            id: hub
            HubPage { desktop: window.desktop; onHelpWanted: window.showHelp() }
        }
    }
    Loader {
        anchors.fill: parent
        active: window.signedIn && window.desktop.calls.video.full
        sourceComponent: FullPicture { desktop: window.desktop }
    }
    Connections {
        property int before: Window.Windowed
        target: window.desktop.calls.video
        function onFullChanged() {
            if (window.desktop.calls.video.full) before = window.visibility
            window.visibility = window.desktop.calls.video.full ? Window.FullScreen : before
        }
    }
    IncomingSlot {
        calls: window.desktop.calls
        shown: window.visibility !== Window.Minimized && window.visibility !== Window.Hidden
               && (window.active || window.tellsBeside || quiet)
        quiet: window.desktop.session.availability === Shown.Availability.DoNotDisturb
        onRang: window.alert(0)
    }
    NoticeBar {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 84
        text: window.desktop.notice
        isNews: window.desktop.noticeIsNews
        onClosed: window.desktop.clearNotice()
    }
    Loader {
        id: help
        anchors.fill: parent
        active: false
        sourceComponent: HelpPanel { parent: window.contentItem }
        onLoaded: item.open()
    }
    Shortcut { sequences: [Keymap.help, Keymap.otherHelp]; onActivated: window.showHelp() }
    Shortcut { sequence: Keymap.theme; onActivated: window.desktop.toggleTheme() }
    Shortcut { sequence: Keymap.quit; onActivated: { window.staysBeside = false; window.close(); Qt.quit() } }
}
