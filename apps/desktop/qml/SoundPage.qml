// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// Which loudspeaker and microphone calls take and where they ring, and how that sounds.
SidePage {
    id: page
    readonly property SoundController sound: desktop.sound

    function enter() { test.forceActiveFocus(Qt.TabFocusReason) }

    title: qsTr("Sound")
    Component.onCompleted: page.sound.look()
    Component.onDestruction: page.sound.leave()
    ScrollColumn {
        id: scroll
        inset: page.stacked ? 14 : 24
        most: 560
        SoundMeter { Layout.fillWidth: true; level: page.sound.level; words: page.sound.testWords }
        PushButton {
            id: test
            objectName: "echoButton"
            text: page.sound.testing ? qsTr("Stop") : qsTr("Record and play back")
            iconName: page.sound.testing ? "stop" : "mic"
            onClicked: page.sound.toggleTest()
        }
        Words {
            objectName: "soundTrouble"
            visible: text !== ""
            Layout.fillWidth: true
            text: page.sound.trouble
            color: Theme.warning
            wrapMode: Text.Wrap
        }
        SoundChoice {
            objectName: "loudspeakerChoice"
            Layout.fillWidth: true
            title: qsTr("Loudspeaker of calls")
            names: page.sound.loudspeakers
            chosen: page.sound.loudspeaker
            onPicked: (place) => page.sound.chooseLoudspeaker(place)
        }
        SoundChoice {
            objectName: "microphoneChoice"
            Layout.fillWidth: true
            title: qsTr("Microphone")
            names: page.sound.microphones
            chosen: page.sound.microphone
            onPicked: (place) => page.sound.chooseMicrophone(place)
        }
        SoundChoice {
            objectName: "ringerChoice"
            Layout.fillWidth: true
            title: qsTr("Calls ring on")
            names: page.sound.loudspeakers
            chosen: page.sound.ringer
            onPicked: (place) => page.sound.chooseRinger(place)
        }
    }
}
