// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sidetone

Item {
    width: 300
    height: 200

    Column {
        IconButton { id: round; text: "Call"; iconName: "phone" }
        PushButton { id: push; text: "Sign in" }
        LinkButton { id: link; text: "Again" }
        SearchField { id: search; placeholderText: "Search" }
        ListRow { id: row; width: 200; text: "Row" }
    }
    SignalSpy { id: spy; signalName: "clicked" }
    SignalSpy { id: dismissed; target: search; signalName: "dismissed" }

    TestCase {
        name: "Buttons"
        when: windowShown

        function test_press_data() {
            return [{ tag: "round", item: round }, { tag: "push", item: push },
                    { tag: "link", item: link }, { tag: "row", item: row }]
        }
        function test_press(data) {
            spy.target = data.item
            spy.clear()
            mouseClick(data.item)
            compare(spy.count, 1)
            data.item.forceActiveFocus(Qt.TabFocusReason)
            keyClick(Qt.Key_Space)
            compare(spy.count, 2)
            keyClick(Qt.Key_Return)
            compare(spy.count, 3)
            keyClick(Qt.Key_Enter)
            compare(spy.count, 4)
            data.item.enabled = false
            mouseClick(data.item)
            compare(spy.count, 4)
            data.item.enabled = true
        }
        function test_touchIsLargeEnough() {
            verify(round.width >= 36 && round.height >= 36)
            verify(push.height >= 40)
        }
        function test_escapeClearsThenLeaves() {
            search.forceActiveFocus()
            keyClick(Qt.Key_A)
            compare(search.text, "a")
            keyClick(Qt.Key_Escape)
            compare(search.text, "")
            compare(dismissed.count, 0)
            keyClick(Qt.Key_Escape)
            compare(dismissed.count, 1)
        }
    }
}
