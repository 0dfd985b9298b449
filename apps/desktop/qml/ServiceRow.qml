// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// One service: its state by picture, colour and word, where it is, and what it says. Red is what
// does not work right now, also while it is tried again (PRT-03).
StatusRow {
    id: service
    required name
    required server
    required detail
    required stateWords
    required property int serviceState
    readonly property bool isUp: serviceState === Shown.Service.Up
    readonly property bool isFailed: serviceState === Shown.Service.Failed || isWaiting
    readonly property bool isWaiting: serviceState === Shown.Service.Reconnecting
    readonly property bool isOff: serviceState === Shown.Service.Off

    mark: isUp ? Theme.success : isFailed ? Theme.danger : isOff ? Theme.muted : Theme.warning
    ground: isFailed ? Theme.dangerGround : "transparent"
    picture: isUp ? "done" : isWaiting ? "clock" : isFailed ? "failed" : isOff ? "not-there" : "clock"
}
