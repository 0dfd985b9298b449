// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/AudioStream.h"

#include <QTest>

#include "StreamPair.h"
#include "media/ToneMeter.h"
#include "media/rtp/RtpPacket.h"

using namespace sidetone::media;
using sidetone::core::SeededRandom;
using sidetone::test::StreamPair;

namespace {

std::optional<SrtpSuite> suiteOf(const QString& name) {
    return srtpSuiteOf(name.toStdString());
}

/// The other side's tone, right in frequency (1 %) and level (1 dB), and nothing of our own.
bool hears(const StreamPair& pair, int side) {
    const auto sound = pair.newest(side, 500);
    const double expected = pair.side[1 - side].tone;
    const auto tone = strongestTone(sound, 48000);
    const bool right =
        std::abs(tone.frequency - expected) < expected / 100 && std::abs(tone.level + 12) < 1;
    if (!right) qWarning("heard %f Hz at %f dB", tone.frequency, tone.level);
    return right && levelAt(sound, 48000, pair.side[side].tone) < -45;
}

bool hearsNothing(const StreamPair& pair, int side) {
    return totalLevel(pair.newest(side, 500)) < -70;
}

}  // namespace

class AudioStreamTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCodecIsHeard_data() {
        QTest::addColumn<int>("codec");
        QTest::addColumn<QString>("suite");
        for (const auto& format : offeredFormats()) {
            for (const char* suite : {"", "AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32",
                                      "AES_256_CM_HMAC_SHA1_80"}) {
                const auto label = rtpmap(format.codec) + " " + suite;
                QTest::newRow(label.c_str()) << int(format.codec) << QString::fromLatin1(suite);
            }
        }
    }
    void everyCodecIsHeard() {
        QFETCH(int, codec);
        QFETCH(QString, suite);
        StreamPair pair(static_cast<AudioCodecKind>(codec), suiteOf(suite));
        pair.run(1500);
        for (int i = 0; i < 2; ++i) {
            QVERIFY(hears(pair, i));
            QCOMPARE(pair.side[i].firstPackets, 1);
            const auto& statistics = pair.side[i].statistics;
            QVERIFY(statistics.packetsSent > 45);
            QVERIFY(statistics.packetsReceived > 45);
            QCOMPARE(statistics.packetsLost, std::uint64_t(0));
            QCOMPARE(statistics.packetsRefused, std::uint64_t(0));
            QCOMPARE(statistics.packetsLate, std::uint64_t(0));
            QVERIFY(statistics.jitterMilliseconds < 3);
            QCOMPARE(statistics.remotePort, 20000);
            QCOMPARE(statistics.concealedMilliseconds, std::uint64_t(0));
            QVERIFY(statistics.bufferMilliseconds <= 50);
        }
    }
    void everyPacketLengthIsHeard() {
        for (const auto codec : {AudioCodecKind::Pcma, AudioCodecKind::Opus}) {
            for (const int length : {10, 20, 30, 40, 60}) {
                StreamPair pair(codec, std::nullopt);
                pair.side[0].parameters.packetMilliseconds = length;
                QVERIFY(pair.configure(0).has_value());
                pair.run(2000);
                QVERIFY2(hears(pair, 1), qPrintable(QString::number(length)));
            }
        }
    }
    /// RTP, UDP and IPv4 together at 20 ms: the chapter's mobile table, and 10 octets of SRTP more.
    void wireRatesAreTheChapters() {
        const std::vector<std::pair<AudioCodecKind, double>> table{
            {AudioCodecKind::Pcmu, 80},      {AudioCodecKind::Pcma, 80},
            {AudioCodecKind::G722, 80},      {AudioCodecKind::G7221At32, 48},
            {AudioCodecKind::G7221At24, 40}, {AudioCodecKind::G729, 24}};
        for (const auto& [codec, kilobits] : table) {
            for (const bool isProtected : {false, true}) {
                StreamPair pair(
                    codec, isProtected ? std::optional(SrtpSuite::AesCm128Sha80) : std::nullopt);
                pair.run(2000);
                std::size_t octets = 0;
                const auto& sent = pair.side[0].sent;
                for (const auto& packet : sent) octets += packet.size() + 28;
                QVERIFY(sent.size() >= 99 && sent.size() <= 100);
                const double rate = double(octets) * 8 / double(sent.size()) / 20;
                QCOMPARE(rate, kilobits + (isProtected ? 4 : 0));
            }
        }
    }
    /// Jabber's clock rates: 8000 for G.722, 16000 for G.722.1, 48000 for Opus.
    void timestampsGoByTheCodecsClock() {
        const std::vector<std::pair<AudioCodecKind, std::uint32_t>> table{
            {AudioCodecKind::Pcmu, 160},      {AudioCodecKind::G722, 160},
            {AudioCodecKind::G7221At32, 320}, {AudioCodecKind::G7221At24, 320},
            {AudioCodecKind::G729, 160},      {AudioCodecKind::Opus, 960}};
        for (const auto& [codec, ticks] : table) {
            StreamPair pair(codec, std::nullopt);
            pair.run(300);
            const auto& sent = pair.side[0].sent;
            const auto one = parseRtp(sent[4]);
            const auto two = parseRtp(sent[5]);
            QVERIFY(one && two);
            QCOMPARE(std::uint32_t(two->header.timestamp - one->header.timestamp), ticks);
        }
    }
    /// What the other side's reports say of loss makes Opus repeat itself.
    void opusRepeatsWhatIsLost() {
        const auto repeats = [](int lossPercent) {
            StreamPair pair(AudioCodecKind::Opus, std::nullopt);
            pair.side[0].tone = 0;
            pair.restart(0);
            SeededRandom random(31);
            pair.delay = [&](int side, int) -> std::optional<int> {
                if (side == 0 && int(random.below(100)) < lossPercent) return std::nullopt;
                return 5;
            };
            pair.run(30000);
            // The flag of the copy: the second bit behind the first octet, in packets with one
            // frame of speech coding (RFC 6716, sections 3.1 and 4.2.4).
            const auto& sent = pair.side[0].sent;
            int flagged = 0;
            for (std::size_t i = sent.size() - 250; i < sent.size(); ++i) {
                const auto packet = parseRtp(sent[i]);
                if (!packet || packet->payload.size() < 2) continue;
                const unsigned configuration = packet->payload[0] >> 3U;
                if (configuration < 16 && (packet->payload[1] & 0x40U) != 0) ++flagged;
            }
            return flagged;
        };
        const int few = repeats(0);
        const int many = repeats(20);
        QVERIFY2(many > 100 && few < 10,
                 qPrintable(QStringLiteral("%1 and %2 of 250").arg(few).arg(many)));
    }
    void timestampsAndMarkersAreRight() {
        StreamPair pair(AudioCodecKind::G722, std::nullopt);
        pair.run(1000);
        const auto& sent = pair.side[0].sent;
        for (std::size_t i = 0; i < sent.size(); ++i) {
            const auto packet = parseRtp(sent[i]);
            const auto first = parseRtp(sent[0]);
            QVERIFY(packet && first);
            QCOMPARE(packet->header.marker, i == 0);
            QCOMPARE(std::uint32_t(packet->header.timestamp - first->header.timestamp),
                     std::uint32_t(160 * i));
            QCOMPARE(std::uint16_t(packet->header.sequence - first->header.sequence),
                     std::uint16_t(i));
            QCOMPARE(packet->payload.size(), std::size_t(160));
        }
    }
    void holdIsSilentAndResumeIsHeard() {
        StreamPair pair(AudioCodecKind::Opus, SrtpSuite::AesCm128Sha80);
        pair.run(1500);
        pair.side[0].parameters.direction = MediaDirection::SendOnly;
        pair.side[1].parameters.direction = MediaDirection::ReceiveOnly;
        QVERIFY(pair.configure(0).has_value());
        QVERIFY(pair.configure(1).has_value());
        pair.run(200);
        const auto sent = pair.side[1].sent.size();
        pair.run(3000);
        QCOMPARE(pair.side[1].sent.size(), sent);
        QVERIFY(hearsNothing(pair, 0));
        QVERIFY(hears(pair, 1));
        pair.side[0].parameters.direction = MediaDirection::SendReceive;
        pair.side[1].parameters.direction = MediaDirection::SendReceive;
        QVERIFY(pair.configure(0).has_value());
        QVERIFY(pair.configure(1).has_value());
        pair.run(1000);
        QVERIFY(hears(pair, 0));
        QVERIFY(hears(pair, 1));
        QCOMPARE(pair.side[0].statistics.packetsLost, std::uint64_t(0));
        QCOMPARE(pair.side[0].firstPackets, 1);
    }
    void muteSendsSilence() {
        StreamPair pair(AudioCodecKind::Pcmu, std::nullopt);
        pair.run(1000);
        pair.side[0].stream->setMuted(true);
        pair.run(1000);
        QVERIFY(hearsNothing(pair, 1));
        QVERIFY(hears(pair, 0));
        const auto sent = pair.side[0].sent.size();
        pair.run(200);
        QCOMPARE(pair.side[0].sent.size(), sent + 10);
        pair.side[0].stream->setMuted(false);
        pair.run(1000);
        QVERIFY(hears(pair, 1));
    }
    void codecChangesInMidCall() {
        StreamPair pair(AudioCodecKind::Opus, std::nullopt);
        pair.run(1000);
        pair.side[0].parameters.send = {AudioCodecKind::Pcmu, 0, {}};
        QVERIFY(pair.configure(0).has_value());
        pair.run(1500);
        QVERIFY(hears(pair, 1));
        QVERIFY(hears(pair, 0));
        QCOMPARE(pair.side[0].statistics.codec, std::string("PCMU/8000"));
        QCOMPARE(pair.side[1].statistics.codec, std::string("opus/48000"));
    }
    void digitsArriveOnceInOrder() {
        for (const bool lossy : {false, true}) {
            StreamPair pair(AudioCodecKind::Opus, SrtpSuite::AesCm256Sha80);
            if (lossy) {
                pair.delay = [](int, int number) {
                    return number % 3 == 0 ? std::nullopt : std::optional(1 + 9 * (number % 4));
                };
            }
            pair.run(300);
            for (const char digit : {'1', '1', '5', '#', 'D'}) {
                pair.side[0].stream->sendDigit(*eventOf(digit), sidetone::core::Milliseconds(100));
            }
            pair.run(2000);
            QCOMPARE(pair.side[1].digits, std::string("115#D"));
            if (!lossy) {
                QVERIFY(hears(pair, 1));
                QCOMPARE(pair.side[1].statistics.packetsLost, std::uint64_t(0));
            }
        }
    }
    void wrongKeyIsSilentAndCounted() {
        StreamPair pair(AudioCodecKind::Pcmu, SrtpSuite::AesCm128Sha80);
        SeededRandom other(99);
        pair.side[1].parameters.remoteKey = makeSrtpKey(SrtpSuite::AesCm128Sha80, other);
        QVERIFY(pair.configure(1).has_value());
        pair.run(1500);
        QVERIFY(hearsNothing(pair, 1));
        QVERIFY(hears(pair, 0));
        QCOMPARE(pair.side[1].firstPackets, 0);
        QCOMPARE(pair.side[1].statistics.packetsReceived, std::uint64_t(0));
        QVERIFY(pair.side[1].statistics.packetsRefused > 45);
    }
    void plainAndProtectedDoNotMix() {
        StreamPair pair(AudioCodecKind::Pcmu, SrtpSuite::AesCm128Sha80);
        pair.side[0].parameters.localKey.reset();
        QVERIFY(!pair.configure(0).has_value());
        pair.side[0].parameters.remoteKey.reset();
        QVERIFY(pair.configure(0).has_value());
        pair.run(1500);
        QVERIFY(hearsNothing(pair, 1));
        QCOMPARE(pair.side[1].statistics.packetsReceived, std::uint64_t(0));
    }
    void replayedPacketsAreRefused() {
        StreamPair pair(AudioCodecKind::Pcmu, SrtpSuite::AesCm128Sha80);
        pair.run(500);
        const auto recorded = pair.side[0].sent;
        const auto stranger = *SocketAddress::of({"198.51.100.9", 4000});
        for (const auto& bytes : recorded) pair.inject(1, StreamPort::Rtp, bytes, stranger);
        pair.run(1500);
        QCOMPARE(pair.side[1].statistics.packetsRefused, std::uint64_t(recorded.size()));
        QVERIFY(hears(pair, 1));
        QCOMPARE(pair.side[1].statistics.remotePort, 20000);
    }
    void strangersDoNotGetIn() {
        StreamPair pair(AudioCodecKind::Pcmu, std::nullopt);
        pair.run(500);
        StreamPair other(AudioCodecKind::Pcmu, std::nullopt);
        other.run(500);
        const auto stranger = *SocketAddress::of({"198.51.100.9", 4000});
        for (const auto& bytes : other.side[0].sent) {
            pair.inject(1, StreamPort::Rtp, bytes, stranger);
        }
        pair.run(1000);
        QVERIFY(hears(pair, 1));
        QVERIFY(hears(pair, 0));
        QCOMPARE(pair.side[1].statistics.packetsRefused, std::uint64_t(other.side[0].sent.size()));
    }
    void anotherSourceOfTheSamePeerIsHeard() {
        for (const auto suite :
             {std::optional<SrtpSuite>(), std::optional(SrtpSuite::AesCm128Sha80)}) {
            StreamPair pair(AudioCodecKind::G722, suite);
            pair.run(1000);
            const auto before = parseRtp(pair.side[0].sent.front());
            pair.restart(0);
            pair.run(1500);
            const auto after = parseRtp(pair.side[0].sent.back());
            QVERIFY(before && after && before->header.ssrc != after->header.ssrc);
            QVERIFY(hears(pair, 1));
            QVERIFY(hears(pair, 0));
            QCOMPARE(pair.side[1].statistics.packetsLost, std::uint64_t(0));
            QCOMPARE(pair.side[1].firstPackets, 1);
        }
    }
    void roundTripIsMeasured() {
        StreamPair pair(AudioCodecKind::Pcmu, SrtpSuite::AesCm128Sha32);
        pair.run(20000);
        for (const auto& side : pair.side) {
            QVERIFY(side.statistics.roundTripMilliseconds.has_value());
            QVERIFY(*side.statistics.roundTripMilliseconds >= 1.5);
            QVERIFY(*side.statistics.roundTripMilliseconds <= 3.0);
        }
    }
    void lossAndJitterAreMeasuredAndBridged() {
        StreamPair pair(AudioCodecKind::Opus, std::nullopt);
        SeededRandom random(4);
        std::uint64_t lost = 0;
        pair.delay = [&](int side, int number) -> std::optional<int> {
            if (side == 0 && number > 10 && random.below(20) == 0) {
                ++lost;
                return std::nullopt;
            }
            return 20 + static_cast<int>(random.below(30));
        };
        pair.run(20000);
        const auto& statistics = pair.side[1].statistics;
        QVERIFY(lost > 20);
        QVERIFY(statistics.packetsLost + 3 >= lost && statistics.packetsLost <= lost + 3);
        QVERIFY(statistics.jitterMilliseconds > 4 && statistics.jitterMilliseconds < 20);
        QVERIFY(statistics.bufferMilliseconds < 120);
        // A made-up stretch is a little softer than the real one.
        const auto tone = strongestTone(pair.newest(1, 2000), 48000);
        QVERIFY(std::abs(tone.frequency - 600) < 6);
        QVERIFY(std::abs(tone.level + 12) < 3);
        // One bad moment in a second of sound at most is silent.
        QVERIFY(silences(pair.newest(1, 15000), 48000, 0.03, -40).size() <= 15);
    }
    void anyBytesMayCome() {
        for (const auto suite :
             {std::optional<SrtpSuite>(), std::optional(SrtpSuite::AesCm128Sha80)}) {
            StreamPair pair(AudioCodecKind::Opus, suite);
            pair.run(300);
            SeededRandom random(6);
            const auto from = pair.side[0].address;
            for (int i = 0; i < 20000; ++i) {
                StreamPair::Bytes bytes;
                if (i % 2 == 0 && !pair.side[0].sent.empty()) {
                    bytes = pair.side[0].sent[random.below(pair.side[0].sent.size())];
                    bytes.resize(random.below(bytes.size() + 1));
                    for (int k = 0; k < 3 && !bytes.empty(); ++k) {
                        bytes[random.below(bytes.size())] =
                            static_cast<std::uint8_t>(random.below(256));
                    }
                } else {
                    bytes.resize(random.below(1501));
                    random.fill(bytes);
                    if (bytes.size() > 2)
                        bytes[0] = static_cast<std::uint8_t>(0x80 | (bytes[0] & 63));
                    if (bytes.size() > 2 && i % 4 == 1)
                        bytes[1] = static_cast<std::uint8_t>(200 + bytes[1] % 6);
                }
                pair.inject(1, i % 5 == 0 ? StreamPort::Rtcp : StreamPort::Rtp, bytes, from);
                if (i % 50 == 0) pair.run(20);
            }
            pair.run(3000);
            QVERIFY(hears(pair, 1));
        }
    }
    void badParametersAreRefused() {
        StreamPair pair(AudioCodecKind::Pcmu, std::nullopt);
        const auto good = pair.side[0].parameters;
        const auto refused = [&](auto change) {
            pair.side[0].parameters = good;
            change(pair.side[0].parameters);
            return !pair.configure(0).has_value();
        };
        QVERIFY(refused([](AudioParameters& p) { p.remoteRtp.host = "peer.example"; }));
        QVERIFY(refused([](AudioParameters& p) { p.receive.clear(); }));
        QVERIFY(refused([](AudioParameters& p) { p.send.payloadType = 128; }));
        QVERIFY(refused([](AudioParameters& p) { p.packetMilliseconds = 0; }));
        QVERIFY(refused([](AudioParameters& p) {
            p.localKey = SrtpKey{SrtpSuite::AesCm128Sha80, sidetone::core::Secret("short")};
            p.remoteKey = p.localKey;
        }));
        pair.run(1500);
        QVERIFY(hears(pair, 0));
    }
};

QTEST_GUILESS_MAIN(AudioStreamTest)
#include "AudioStreamTest.moc"
