// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick

// All colours and sizes. Text colours have a contrast of at least 4.5 on each ground that they
// stand on (a test measures it); where a colour has less, a shape says the same.
QtObject {
    property bool dark: false

    // Grounds
    readonly property color window: dark ? "#14171c" : "#f3f5f9"
    readonly property color rail: dark ? "#0f1216" : "#e8ecf3"
    readonly property color surface: dark ? "#1a1e25" : "#ffffff"
    readonly property color raised: dark ? "#242a34" : "#ffffff"
    readonly property color field: dark ? "#252b36" : "#eef1f6"
    readonly property color hover: dark ? "#222934" : "#f1f4f9"
    readonly property color pressed: dark ? "#2b3341" : "#e6eaf2"
    readonly property color selected: dark ? "#22314f" : "#e2ebfd"
    readonly property color border: dark ? "#2d3440" : "#dfe4ec"
    readonly property color outline: dark ? "#6d7889" : "#818b9a"
    readonly property color shade: dark ? "#99000000" : "#66101828"

    // Words
    readonly property color text: dark ? "#e9ecf1" : "#1a1e26"
    readonly property color muted: dark ? "#a9b2c0" : "#545d6d"
    readonly property color faint: dark ? "#98a2b1" : "#606979"

    // Meaning
    readonly property color accent: dark ? "#7da7ff" : "#2154d2"
    readonly property color accentHover: dark ? "#9abaff" : "#1a46b3"
    readonly property color accentInk: dark ? "#0b1530" : "#ffffff"
    readonly property color danger: dark ? "#ff8a87" : "#bd2727"
    readonly property color dangerFill: dark ? "#c93a3a" : "#c93232"
    readonly property color dangerFillHover: dark ? "#b32f2f" : "#aa2626"
    readonly property color dangerGround: dark ? "#38191c" : "#fdeceb"
    readonly property color success: dark ? "#55c988" : "#15733c"
    readonly property color successFill: dark ? "#1f7f47" : "#187a41"
    readonly property color successFillHover: dark ? "#19693a" : "#136435"
    readonly property color successGround: dark ? "#0f2b1d" : "#e2f4e9"
    readonly property color warning: dark ? "#e9b949" : "#85540a"
    readonly property color warningGround: dark ? "#33280f" : "#fdf2d9"
    readonly property color fillInk: "#ffffff"

    // Chat
    readonly property color bubbleMine: dark ? "#27406f" : "#dae6ff"
    readonly property color bubbleTheirs: dark ? "#262c37" : "#ffffff"
    readonly property color bubbleBorder: dark ? "#262c37" : "#dfe4ec"
    readonly property color quote: dark ? "#3a4458" : "#e9eef9"
    readonly property color bubbleMeta: dark ? "#b6c0cf" : "#4f5969"

    // Presence: shape says it as well
    readonly property color available: dark ? "#4cc57f" : "#1b9c54"
    readonly property color away: dark ? "#e9b23c" : "#d59300"
    readonly property color busy: dark ? "#f06a68" : "#cf3636"
    readonly property color offline: dark ? "#8b95a5" : "#7d8696"

    readonly property list<color> people: ["#5566bd", "#237b7b", "#a35c28", "#8b468b", "#44733a",
        "#ad4356", "#376a9b", "#70592b"]

    // The same as words on a bubble
    readonly property list<color> names: dark
        ? ["#a9b6ff", "#6fd0d0", "#e8a878", "#dc9fdc", "#98cf8c", "#ff9fae", "#8fc3f2", "#d6bd7c"]
        : ["#4453a8", "#1c6868", "#8c4c1f", "#7b3a7b", "#376130", "#98364a", "#2b5885", "#614f22"]

    // A grid of 4 px
    readonly property int space1: 4
    readonly property int space2: 8
    readonly property int space3: 12
    readonly property int space4: 16
    readonly property int space6: 24
    readonly property int radius: 8
    readonly property int cardRadius: 12
    readonly property int bubbleRadius: 16
    readonly property int control: 36
    readonly property int touch: 44
    readonly property int header: 64
    readonly property int row: 56
    readonly property int railWidth: 72
    readonly property int listWidth: 336

    // Type, px. Text fields do not take the application's font by themselves.
    readonly property font input: Qt.application.font
    readonly property font fixed: Qt.font({ family: "monospace", pixelSize: 12 })
    readonly property int tiny: 11
    readonly property int small: 12
    readonly property int body: 14
    readonly property int title: 16
    readonly property int headline: 22

    // Where the layout changes
    readonly property int phoneWidth: 480
    readonly property int stackedWidth: 760
}
