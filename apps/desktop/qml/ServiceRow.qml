// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// One service: its state by picture, colour and word, where it is, and what it says.
Rectangle {
    id: service
    required property string name
    required property string server
    required property string detail
    required property string stateWords
    required property int serviceState
    readonly property bool isUp: serviceState === Shown.Service.Up
    readonly property bool isFailed: serviceState === Shown.Service.Failed
    readonly property bool isOff: serviceState === Shown.Service.Off
    readonly property color mark: isUp ? Theme.success : isFailed ? Theme.danger
                                : isOff ? Theme.muted : Theme.warning

    implicitHeight: words.height + 28
    radius: Theme.cardRadius
    color: Theme.surface
    border.color: Theme.border
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2. %3").arg(name).arg(stateWords).arg(detail)
    Icon {
        x: 18
        y: 16
        size: 20
        name: service.isUp ? "done" : service.isFailed ? "failed" : service.isOff ? "not-there" : "clock"
        color: service.isUp ? Theme.successFill : service.isFailed ? Theme.dangerFill : service.mark
    }
    Column {
        id: words
        x: 54
        y: 14
        width: parent.width - x - 18
        spacing: 4
        Item {
            width: parent.width
            height: title.height
            Words {
                id: title
                width: parent.width - state.width - 8
                text: service.name
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }
            Words {
                id: state
                anchors.right: parent.right
                text: service.stateWords
                color: service.mark
                font.pixelSize: 13
                font.weight: Font.Medium
                Accessible.ignored: true
            }
        }
        Words {
            visible: text !== ""
            width: parent.width
            text: service.detail
            color: Theme.muted
            font.pixelSize: 13
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Words {
            visible: text !== ""
            width: parent.width
            text: service.server
            color: Theme.faint
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
    }
}
