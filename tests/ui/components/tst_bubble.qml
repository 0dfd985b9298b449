// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sidetone

Item {
    width: 400
    height: 600

    Component {
        id: bubble
        MessageBubble {
            index: 0
            messageId: "1"
            rich: ""
            sender: ""
            initials: ""
            replyId: 0
            replyName: ""
            replyText: ""
            protection: ""
            reactions: []
            file: ""
            fileLine: ""
            fileState: Shown.Transfer.Done
            picture: ""
            progress: 0
            shape: 0
            kind: Shown.Message.Text
            lock: Shown.Protection.None
            hue: 0
            edited: false
            mentions: false
            fresh: false
            time: "10:00"
            day: ""
            delivery: "Sent"
            failure: ""
            deliveryState: Shown.Delivery.Sent
            mine: true
            first: true
            width: 400
        }
    }
    TestCase {
        name: "Bubble"
        when: windowShown

        function box(item) { return findChild(item, "bubbleBox") }

        function test_staysInside_data() {
            return [{ tag: "short", body: "Hi" },
                    { tag: "long", body: "word ".repeat(200) },
                    { tag: "unbroken", body: "x".repeat(500) },
                    { tag: "right to left", body: "\u05e9\u05dc\u05d5\u05dd ".repeat(40) },
                    { tag: "markup", body: "<b>bold</b><img src='http://x.example/y'>" }]
        }
        function test_staysInside(data) {
            const item = createTemporaryObject(bubble, this.parent, { body: data.body })
            const frame = box(item)
            verify(frame.width <= 0.8 * 400)
            verify(frame.x >= 0 && frame.x + frame.width <= 400)
            verify(frame.height >= 36)
        }
        function test_longerIsHigher() {
            const one = createTemporaryObject(bubble, this.parent, { body: "Hi" })
            const more = createTemporaryObject(bubble, this.parent, { body: "word ".repeat(60) })
            verify(more.height > one.height + 30)
        }
        function test_saysEverything() {
            const item = createTemporaryObject(bubble, this.parent, { body: "Hi" })
            verify(item.Accessible.name.includes("Hi"))
            verify(item.Accessible.name.includes("Sent"))
        }
    }
}
