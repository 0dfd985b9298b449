// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <array>

#include "core/Random.h"
#include "media/rtp/ReceptionStatistics.h"
#include "media/rtp/RtcpPacket.h"
#include "media/rtp/RtcpSchedule.h"
#include "media/rtp/RtpPacket.h"

using namespace sidetone::media;
using sidetone::core::Instant;
using sidetone::core::Milliseconds;
using sidetone::core::SeededRandom;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes hex(const char* text) {
    const auto bytes = QByteArray::fromHex(text);
    return {bytes.begin(), bytes.end()};
}

RtpHeader numbered(std::uint16_t sequence, std::uint32_t timestamp) {
    RtpHeader header;
    header.sequence = sequence;
    header.timestamp = timestamp;
    return header;
}

Instant at(int milliseconds) {
    return Instant(Milliseconds(1'000'000 + milliseconds));
}

}  // namespace

class RtpTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAndWritesAHeader() {
        const auto bytes = hex("80e50102030405060708090aabcd");
        const auto packet = parseRtp(bytes);
        QVERIFY(packet.has_value());
        QCOMPARE(int(packet->header.payloadType), 0x65);
        QVERIFY(packet->header.marker);
        QCOMPARE(int(packet->header.sequence), 0x0102);
        QCOMPARE(packet->header.timestamp, 0x03040506U);
        QCOMPARE(packet->header.ssrc, 0x0708090AU);
        QCOMPARE(Bytes(packet->payload.begin(), packet->payload.end()), hex("abcd"));
        Bytes out(12);
        writeRtpHeader(packet->header, out);
        QCOMPARE(out, Bytes(bytes.begin(), bytes.begin() + 12));
    }
    void skipsWhatStandsBeforeAndBehind() {
        // Two contributing sources, an extension of one word, three octets of padding.
        const auto bytes =
            hex("b2000001000000020000000311111111222222220000000144444444aabb000003");
        const auto packet = parseRtp(bytes);
        QVERIFY(packet.has_value());
        QCOMPARE(Bytes(packet->payload.begin(), packet->payload.end()), hex("aabb"));
    }
    void refusesWhatDoesNotFit_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("short") << QByteArray("8000000100000002000000");
        QTest::newRow("version") << QByteArray("400000010000000200000003");
        QTest::newRow("sources") << QByteArray("8f0000010000000200000003");
        QTest::newRow("extension cut") << QByteArray("9000000100000002000000030000");
        QTest::newRow("extension long") << QByteArray("90000001000000020000000300000002aaaaaaaa");
        QTest::newRow("padding long") << QByteArray("a00000010000000200000003aa05");
        QTest::newRow("padding none") << QByteArray("a00000010000000200000003aa00");
    }
    void refusesWhatDoesNotFit() {
        QFETCH(QByteArray, bytes);
        QVERIFY(!parseRtp(hex(bytes.constData())).has_value());
    }
    void tellsRtcpFromRtp() {
        QVERIFY(looksLikeRtcp(hex("80c8000600000000")));
        QVERIFY(!looksLikeRtcp(hex("8080000600000000")));
        QVERIFY(!looksLikeRtcp(hex("80c8")));
    }
    void readsAndWritesReports() {
        RtcpCompound compound;
        compound.ssrc = 0x11223344;
        compound.sender = SenderInfo{0x0102030405060708, 0x0A0B0C0D, 17, 2720};
        compound.blocks.push_back({0x55667788, 64, -5, 0x00010002, 33, 0xCAFEBABE, 65536});
        compound.cname = "abc";
        compound.bye = true;
        const auto bytes = writeRtcp(compound);
        QCOMPARE(bytes, hex("81c8000c112233440102030405060708"
                            "0a0b0c0d0000001100000aa0"
                            "5566778840fffffb0001000200000021cafebabe00010000"
                            "81ca0003112233440103616263000000"
                            "81cb000111223344"));
        QCOMPARE(parseRtcp(bytes), std::optional(compound));
        RtcpCompound receiver;
        receiver.ssrc = 5;
        receiver.cname = "x";
        QCOMPARE(parseRtcp(writeRtcp(receiver)), std::optional(receiver));
    }
    void refusesBrokenReports() {
        QVERIFY(!parseRtcp(hex("81ca0003112233440103616263000000")));  // begins without a report
        QVERIFY(!parseRtcp(hex("80c9000211223344")));                  // longer than it is
        QVERIFY(!parseRtcp(hex("81c9000111223344")));                  // a block short
        QVERIFY(!parseRtcp(hex("80c900011122334480ca")));              // rest of another
        QVERIFY(!parseRtcp(hex("00c9000111223344")));
    }
    void livesThroughAnyReport() {
        SeededRandom random(8);
        RtcpCompound compound;
        compound.sender = SenderInfo{};
        compound.blocks.resize(3);
        compound.cname = "someone";
        const auto good = writeRtcp(compound);
        int read = 0;
        for (int i = 0; i < 20000; ++i) {
            auto bytes = good;
            bytes.resize(random.below(bytes.size() + 1));
            for (int k = 0; k < 2 && !bytes.empty(); ++k) {
                bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random.below(256));
            }
            if (parseRtcp(bytes)) ++read;
            static_cast<void>(parseRtp(bytes));
        }
        QVERIFY(read > 0);
    }
    void countsLossOverTheWrap() {
        ReceptionStatistics statistics;
        std::uint64_t first = 0;
        for (int i = 0; i < 100; ++i) {
            const auto sequence = static_cast<std::uint16_t>(65500 + i);
            if (i % 10 == 3) continue;
            const auto extended =
                statistics.received(numbered(sequence, std::uint32_t(160 * i)), 8000, at(20 * i));
            QVERIFY(extended.has_value());
            if (i == 0) first = *extended;
            QCOMPARE(*extended, first + std::uint64_t(i));
        }
        QCOMPARE(statistics.packetsReceived(), std::uint64_t(90));
        QCOMPARE(statistics.packetsLost(), std::uint64_t(10));
        auto report = statistics.report();
        QCOMPARE(report.totalLost, 10);
        QCOMPARE(int(report.fractionLost), 10 * 256 / 100);
        QCOMPARE(report.highestSequence, 65536U + 63U);
        QCOMPARE(report.jitter, 0U);
        QCOMPARE(int(statistics.report().fractionLost), 0);
    }
    void countsDuplicatesAgainstLoss() {
        ReceptionStatistics statistics;
        for (const std::uint16_t sequence : {5, 6, 6, 6}) {
            QVERIFY(statistics.received(numbered(sequence, 0), 8000, at(0)).has_value());
        }
        QCOMPARE(statistics.packetsLost(), std::uint64_t(0));
        QCOMPARE(statistics.report().totalLost, -2);
    }
    void believesAJumpOnlyWhenItGoesOn() {
        ReceptionStatistics statistics;
        QVERIFY(statistics.received(numbered(100, 0), 8000, at(0)).has_value());
        QVERIFY(!statistics.received(numbered(30000, 0), 8000, at(20)).has_value());
        QVERIFY(statistics.received(numbered(101, 0), 8000, at(40)).has_value());
        QVERIFY(!statistics.received(numbered(30000, 0), 8000, at(60)).has_value());
        QVERIFY(statistics.received(numbered(30001, 0), 8000, at(80)).has_value());
        QCOMPARE(statistics.packetsLost(), std::uint64_t(0));
        QCOMPARE(statistics.packetsReceived(), std::uint64_t(3));
    }
    /// RFC 3550 A.8 by hand: transit alternates by 10 ms, so J grows towards 10 ms by sixteenths.
    void measuresJitter() {
        ReceptionStatistics statistics;
        double expected = 0;
        for (int i = 0; i < 200; ++i) {
            const int late = i % 2 == 0 ? 0 : 10;
            const auto header = numbered(static_cast<std::uint16_t>(i), std::uint32_t(160 * i));
            QVERIFY(statistics.received(header, 8000, at(20 * i + late)).has_value());
            if (i > 0) expected += (80 - expected) / 16;
        }
        QVERIFY(std::abs(statistics.jitterMilliseconds() - expected / 8) < 0.01);
        QCOMPARE(statistics.report().jitter, static_cast<std::uint32_t>(expected));
    }
    void spreadsReports() {
        const auto seconds = [](Milliseconds value) {
            return static_cast<double>(value.count()) / 1000;
        };
        QVERIFY(std::abs(seconds(reportInterval(ReportTurn::Later, 120, 0)) - 2.052) < 0.01);
        QVERIFY(std::abs(seconds(reportInterval(ReportTurn::Later, 120, 0.999999)) - 6.156) < 0.01);
        QVERIFY(std::abs(seconds(reportInterval(ReportTurn::First, 120, 0.5)) - 2.052) < 0.01);
        QVERIFY(seconds(reportInterval(ReportTurn::Later, 1400, 0.5)) > 5.7);
    }
    /// The example of RFC 3550, figure 2: sent at 46853.125 s, held for 5.25 s, back at 46864.5.
    void measuresTheRoundTrip() {
        ReportBlock block;
        block.lastSenderReport = 0xB7052000;
        block.delaySinceReport = 0x00054000;
        const std::uint64_t now = 0xB44DB710'80000000ULL;
        const auto way = roundTrip(block, now);
        QVERIFY(way.has_value());
        QVERIFY(std::abs(*way - 6125) < 0.1);
        block.lastSenderReport = 0;
        QVERIFY(!roundTrip(block, now).has_value());
        block.lastSenderReport = 0x00000001;
        QVERIFY(!roundTrip(block, now).has_value());
    }
    void tellsTimeAsNtpDoes() {
        const Instant start{std::chrono::seconds(50)};
        const NtpClock clock(start, sidetone::core::WallTime(Milliseconds(1500)));
        QCOMPARE(clock.at(start), (std::uint64_t{2208988801} << 32U) | 0x80000000U);
        QCOMPARE(clock.at(start + Milliseconds(500)) >> 32U, std::uint64_t{2208988802});
    }
};

QTEST_GUILESS_MAIN(RtpTest)
#include "RtpTest.moc"
