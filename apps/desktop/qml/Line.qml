// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// A thin line between two parts.
Rectangle {
    implicitHeight: 1
    implicitWidth: 1
    color: Theme.border
}
