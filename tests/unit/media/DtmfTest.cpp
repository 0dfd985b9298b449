// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <array>

#include "media/dtmf/DigitReceiver.h"
#include "media/dtmf/DigitSender.h"
#include "media/dtmf/TelephoneEvent.h"

using namespace sidetone::media;
using sidetone::core::Milliseconds;

namespace {

QByteArray octets(const TelephoneEvent& event) {
    const auto bytes = writeTelephoneEvent(event);
    return QByteArray(reinterpret_cast<const char*>(bytes.data()), 4).toHex();
}

}  // namespace

class DtmfTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goldenPayloads() {
        QCOMPARE(octets({5, false, 10, 160}), QByteArray("050a00a0"));
        QCOMPARE(octets({11, true, 10, 800}), QByteArray("0b8a0320"));
        QCOMPARE(octets({15, true, 63, 65535}), QByteArray("0fbfffff"));
        const std::array<std::uint8_t, 4> bytes{0x0A, 0xCA, 0x03, 0x20};
        const auto event = parseTelephoneEvent(bytes);
        QVERIFY(event && event->end);
        QCOMPARE(int(event->event), 10);
        QCOMPARE(int(event->volume), 10);  // the reserved bit is ignored
        QCOMPARE(int(event->duration), 800);
        QVERIFY(!parseTelephoneEvent(std::span(bytes).first(3)));
    }
    void digitsAndEventsAreTheSame() {
        const std::string digits = "0123456789*#ABCD";
        for (std::size_t i = 0; i < digits.size(); ++i) {
            QCOMPARE(eventOf(digits[i]), std::optional(static_cast<std::uint8_t>(i)));
            QCOMPARE(digitOf(static_cast<std::uint8_t>(i)), std::optional(digits[i]));
        }
        QCOMPARE(eventOf('d'), std::optional<std::uint8_t>(15));
        QVERIFY(!eventOf('E') && !eventOf(' ') && !eventOf('\0'));
        QVERIFY(!digitOf(16));
    }
    /// 100 ms of "5", then "#": 20 ms steps, three end packets, a pause.
    void sendsOneAfterTheOther() {
        DigitSender sender;
        sender.add(5, Milliseconds(100));
        sender.add(11, Milliseconds(40));
        QByteArrayList packets;
        for (int i = 0; i < 20; ++i) {
            const auto packet = sender.tick();
            packets << (packet ? (packet->first ? "M" : "") + octets(packet->event)
                               : QByteArray("-"));
        }
        QCOMPARE(packets.join(' '),
                 QByteArray("M050a00a0 050a0140 050a01e0 050a0280 058a0320 058a0320 058a0320 "
                            "- - - M0b0a00a0 0b8a0140 0b8a0140 0b8a0140 - - - - - -"));
    }
    void hearsEachPressOnce() {
        DigitReceiver receiver;
        QCOMPARE(receiver.received(1000, {5, false, 10, 160}), std::optional('5'));
        QVERIFY(!receiver.received(1000, {5, false, 10, 320}));
        QVERIFY(!receiver.received(1000, {5, true, 10, 480}));
        QVERIFY(!receiver.received(1000, {5, true, 10, 480}));
        // The same key again; its first packets are lost.
        QCOMPARE(receiver.received(5000, {5, true, 10, 480}), std::optional('5'));
        // A late packet of the first press.
        QVERIFY(!receiver.received(1000, {5, true, 10, 480}));
        // Something that is no digit.
        QVERIFY(!receiver.received(9000, {16, false, 10, 160}));
    }
    void hearsALongPressOnce() {
        DigitReceiver receiver;
        QCOMPARE(receiver.received(0xFFFFF000U, {9, false, 10, 160}), std::optional('9'));
        QVERIFY(!receiver.received(0xFFFFF000U, {9, false, 10, 0xFFFF}));
        QVERIFY(!receiver.received(0xFFFFF000U + 0xFFFFU, {9, false, 10, 160}));
        QCOMPARE(receiver.received(0x20000000U, {9, false, 10, 160}), std::optional('9'));
    }
};

QTEST_GUILESS_MAIN(DtmfTest)
#include "DtmfTest.moc"
