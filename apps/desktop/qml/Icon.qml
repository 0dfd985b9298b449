// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// One of the drawings in icons/, in one colour.
Image {
    required property string name
    property color color: Theme.muted
    property int size: 18

    width: size
    height: size
    sourceSize: Qt.size(size, size)
    source: name === "" ? "" : "image://icon/" + name + "/" + String(color).slice(-6)
    Accessible.ignored: true
}
