// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <random>

#include "media/rate/SentPackets.h"

using namespace sidetone;
using namespace sidetone::media;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

core::Instant at(int time) {
    return core::Instant(milliseconds(time));
}

}  // namespace

class CongestionFeedbackTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isWrittenAsTheStandardDrawsIt() {
        CongestionFeedback feedback;
        feedback.sender = 0x01020304;
        feedback.time = 0xAABBCCDD;
        StreamReport stream{0x11223344, 0xFFFE, {}};
        stream.packets.push_back({true, microseconds(500'000)});  // 512 units
        stream.packets.push_back({});
        stream.packets.push_back({true, std::nullopt});
        feedback.streams.push_back(stream);
        std::vector<std::uint8_t> bytes;
        appendCongestionFeedback(feedback, bytes);
        const std::vector<std::uint8_t> expected{
            0x8B, 205,  0,    6,                             // format 11, 7 words
            0x01, 0x02, 0x03, 0x04,                          // who reports
            0x11, 0x22, 0x33, 0x44, 0xFF, 0xFE, 0x00, 0x03,  // stream, first, count
            0x82, 0x00, 0x00, 0x00, 0x9F, 0xFF, 0x00, 0x00,  // three packets, filled
            0xAA, 0xBB, 0xCC, 0xDD};
        QCOMPARE(bytes, expected);
        QCOMPARE(parseCongestionFeedback(bytes), feedback);
    }
    void isFoundBehindOthers() {
        std::vector<std::uint8_t> bytes{0x80, 201, 0, 1, 0, 0, 0, 1};
        CongestionFeedback feedback;
        feedback.streams.push_back({5, 7, {{true, microseconds(0)}}});
        appendCongestionFeedback(feedback, bytes);
        QCOMPARE(parseCongestionFeedback(bytes), feedback);
    }
    void nonsenseIsRefused() {
        CongestionFeedback feedback;
        feedback.streams.push_back({5, 7, std::vector<PacketReport>(9, PacketReport{true, {}})});
        std::vector<std::uint8_t> whole;
        appendCongestionFeedback(feedback, whole);
        for (std::size_t length = 0; length < whole.size(); ++length) {
            QVERIFY(!parseCongestionFeedback(std::span(whole).first(length)));
        }
        auto lies = whole;
        lies[15] = 200;  // more packets than there are words
        QVERIFY(!parseCongestionFeedback(lies));
        std::mt19937 random(1);
        for (int i = 0; i < 20'000; ++i) {
            auto damaged = whole;
            damaged[random() % damaged.size()] = static_cast<std::uint8_t>(random());
            if (const auto read = parseCongestionFeedback(damaged)) {
                std::vector<std::uint8_t> again;
                appendCongestionFeedback(*read, again);
                QVERIFY(parseCongestionFeedback(again).has_value());
            }
        }
    }
    void eachPacketIsReportedTwice() {
        ArrivalLog log(9);
        QVERIFY(!log.report(at(0)));
        log.arrived(65'535, at(10));
        log.arrived(1, at(12));  // 0 is missing
        const auto first = log.report(at(20)).value();
        QCOMPARE(first.firstSequence, 65'535);
        QCOMPARE(first.packets.size(), std::size_t(3));
        QCOMPARE(first.packets[0], (PacketReport{true, microseconds(10'000)}));
        QVERIFY(!first.packets[1].isReceived);
        log.arrived(0, at(25));  // overtaken
        log.arrived(2, at(26));
        const auto second = log.report(at(30)).value();
        QCOMPARE(second.firstSequence, 65'535);
        QCOMPARE(second.packets.size(), std::size_t(4));
        QVERIFY(second.packets[1].isReceived);
        const auto third = log.report(at(40)).value();
        QCOMPARE(third.firstSequence, 2);
        QVERIFY(!log.report(at(50)));
    }
    void joinsWhatWasSentWithWhatCame() {
        SentPackets ledger;
        for (std::uint16_t i = 0; i < 4; ++i) ledger.sent(std::uint16_t(65'534 + i), at(i), 100);
        QCOMPARE(ledger.inFlight(), std::int64_t(400));
        const StreamReport report{1, 65'534, {{true, microseconds(4000)}, {}, {true, {}}}};
        constexpr std::uint32_t second = 0x10000;
        const auto results = ledger.judge(report, second);
        QCOMPARE(results.size(), std::size_t(1));
        QCOMPARE(results[0].sent, at(0));
        QCOMPARE(*results[0].arrived, microseconds(996'000));
        QCOMPARE(ledger.inFlight(), std::int64_t(200));  // the third is settled, without a time
        // Missing a second time: lost. What was told already is not told again.
        const auto again = ledger.judge(report, second + 100);
        QCOMPARE(again.size(), std::size_t(1));
        QVERIFY(!again[0].arrived);
        QCOMPARE(ledger.inFlight(), std::int64_t(100));
        // Numbers that we never sent.
        QVERIFY(ledger.judge({1, 30'000, {{true, microseconds(0)}}}, second).empty());
    }
    void whatWentAgainWasLost() {
        SentPackets ledger;
        ledger.sent(1, at(0), 100);
        ledger.sentAgain(1);
        ledger.sentAgain(2);  // never sent
        const auto results = ledger.judge({1, 1, {{true, microseconds(10)}}}, 0x10000);
        QCOMPARE(results.size(), std::size_t(1));
        QVERIFY(!results[0].arrived);
        QCOMPARE(ledger.inFlight(), std::int64_t(0));
    }
};

QTEST_GUILESS_MAIN(CongestionFeedbackTest)
#include "CongestionFeedbackTest.moc"
