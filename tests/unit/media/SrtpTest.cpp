// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>

#include "core/Random.h"
#include "media/rtp/SourceLatch.h"
#include "media/rtp/SrtpContext.h"

using namespace sidetone::media;
using sidetone::core::Secret;
using sidetone::core::SeededRandom;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes hex(const char* text) {
    const auto bytes = QByteArray::fromHex(text);
    return {bytes.begin(), bytes.end()};
}

Bytes packet(std::uint16_t sequence, std::size_t payload = 20) {
    Bytes bytes(rtpHeaderOctets + payload, 0x5A);
    RtpHeader header;
    header.sequence = sequence;
    header.ssrc = 7;
    writeRtpHeader(header, bytes);
    return bytes;
}

Bytes protectedPacket(SrtpContext& context, Bytes bytes) {
    const auto octets = bytes.size();
    bytes.resize(octets + SrtpContext::overhead);
    bytes.resize(context.rtp(bytes, octets).value_or(0));
    return bytes;
}

SocketAddress address(const char* host, int port) {
    return *SocketAddress::of({host, static_cast<std::uint16_t>(port)});
}

RtpHeader numbered(std::uint16_t sequence, std::uint32_t ssrc) {
    RtpHeader header;
    header.sequence = sequence;
    header.ssrc = ssrc;
    return header;
}

}  // namespace

class SrtpTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// The packet that libsrtp and others check themselves with: RFC 3711's default transforms.
    void matchesTheKnownPacket() {
        const auto raw =
            QByteArray::fromHex("e1f97a0d3e018be0d64fa32c06de41390ec675ad498afeebb6960b3aabe6");
        const SrtpKey key{SrtpSuite::AesCm128Sha80, Secret(raw.toStdString())};
        auto plain = hex("800f1234decafbadcafebabeabababababababababababababababab");
        auto protect = std::move(*SrtpContext::create(key, SrtpUse::Protect));
        const auto wire = protectedPacket(*protect, plain);
        QCOMPARE(wire, hex("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402"
                           "b78d6acc99ea179b8dbb"));
        auto open = std::move(*SrtpContext::create(key, SrtpUse::Open));
        auto received = wire;
        QCOMPARE(open->rtp(received, received.size()), std::optional(plain.size()));
        received.resize(plain.size());
        QCOMPARE(received, plain);
    }
    void everySuiteProtectsAndOpens() {
        SeededRandom random(1);
        for (const auto suite : {SrtpSuite::AesCm128Sha80, SrtpSuite::AesCm128Sha32,
                                 SrtpSuite::AesCm256Sha80, SrtpSuite::AesCm256Sha32}) {
            const bool shortTag =
                suite == SrtpSuite::AesCm128Sha32 || suite == SrtpSuite::AesCm256Sha32;
            const auto key = makeSrtpKey(suite, random);
            QCOMPARE(srtpSuiteOf(name(suite)), std::optional(suite));
            QCOMPARE(key.keyAndSalt.reveal().size(), keyLength(suite));
            auto protect = std::move(*SrtpContext::create(key, SrtpUse::Protect));
            auto open = std::move(*SrtpContext::create(key, SrtpUse::Open));
            auto wire = protectedPacket(*protect, packet(1));
            QCOMPARE(wire.size(), std::size_t(32 + (shortTag ? 4 : 10)));
            QVERIFY(open->rtp(wire, wire.size()).has_value());
            // RTCP keeps ten octets of tag in every suite, and four of its own count.
            Bytes report = hex("80c9000100000007");
            report.resize(8 + SrtpContext::overhead);
            const auto octets = protect->rtcp(report, 8);
            QCOMPARE(octets, std::optional<std::size_t>(8 + 4 + 10));
            QCOMPARE(open->rtcp(report, *octets), std::optional<std::size_t>(8));
        }
    }
    void refusesForgedReplayedAndForeign() {
        SeededRandom random(2);
        const auto key = makeSrtpKey(SrtpSuite::AesCm128Sha80, random);
        auto protect = std::move(*SrtpContext::create(key, SrtpUse::Protect));
        auto open = std::move(*SrtpContext::create(key, SrtpUse::Open));
        const auto wire = protectedPacket(*protect, packet(1));
        for (std::size_t i = 0; i < wire.size(); ++i) {
            auto forged = wire;
            forged[i] ^= 1U;
            QVERIFY(!open->rtp(forged, forged.size()).has_value());
            auto cut = Bytes(wire.begin(), wire.begin() + static_cast<std::ptrdiff_t>(i));
            QVERIFY(!open->rtp(cut, cut.size()).has_value());
        }
        auto first = wire;
        QVERIFY(open->rtp(first, first.size()).has_value());
        auto again = wire;
        QVERIFY(!open->rtp(again, again.size()).has_value());
        auto stranger = std::move(
            *SrtpContext::create(makeSrtpKey(SrtpSuite::AesCm128Sha80, random), SrtpUse::Open));
        auto other = wire;
        QVERIFY(!stranger->rtp(other, other.size()).has_value());
    }
    void goesOnOverTheWrap() {
        SeededRandom random(3);
        const auto key = makeSrtpKey(SrtpSuite::AesCm128Sha80, random);
        auto protect = std::move(*SrtpContext::create(key, SrtpUse::Protect));
        auto open = std::move(*SrtpContext::create(key, SrtpUse::Open));
        for (int i = 0; i < 200; ++i) {
            auto wire = protectedPacket(*protect, packet(static_cast<std::uint16_t>(65400 + i)));
            QVERIFY(open->rtp(wire, wire.size()).has_value());
        }
    }
    void refusesAWrongKeyLength() {
        QVERIFY(!SrtpContext::create({SrtpSuite::AesCm128Sha80, Secret(std::string(29, 'k'))},
                                     SrtpUse::Open)
                     .has_value());
    }
    void latchFollowsTheSignalledAddress() {
        SourceLatch latch;
        const auto signalled = address("192.0.2.1", 4000);
        latch.setSignalled(signalled);
        QVERIFY(latch.target() == signalled);
        QVERIFY(latch.accept(signalled, numbered(1, 7), PacketProof::None, 0));
        QCOMPARE(latch.ssrc(), std::optional<std::uint32_t>(7));
        const auto moved = address("192.0.2.2", 4000);
        latch.setSignalled(moved);
        QVERIFY(latch.target() == moved);
    }
    void latchBelievesOthersOnlyWhenTheyGoOn() {
        SourceLatch latch;
        latch.setSignalled(address("10.0.0.1", 4000));
        const auto outside = address("203.0.113.5", 6000);
        QVERIFY(!latch.accept(outside, numbered(1, 7), PacketProof::None, 0));
        QVERIFY(!latch.accept(outside, numbered(9, 7), PacketProof::None, 20));
        QVERIFY(!latch.accept(outside, numbered(10, 8), PacketProof::None, 40));
        QVERIFY(!latch.accept(outside, numbered(11, 8), PacketProof::None, 60));
        QVERIFY(latch.accept(outside, numbered(12, 8), PacketProof::None, 80));
        QVERIFY(latch.target() == outside);
        // While that one speaks, nobody else gets in, however regular he is.
        const auto stranger = address("198.51.100.1", 7000);
        for (std::uint16_t i = 0; i < 50; ++i) {
            const int now = 100 + 20 * i;
            QVERIFY(latch.accept(outside, numbered(static_cast<std::uint16_t>(13 + i), 8),
                                 PacketProof::None, now));
            QVERIFY(!latch.accept(stranger, numbered(i, 9), PacketProof::None, now + 1));
        }
        // The same signalled address again (a resumed call) forgets nothing.
        latch.setSignalled(address("10.0.0.1", 4000));
        QVERIFY(latch.target() == outside);
    }
    void latchFollowsWhatTheKeyProves() {
        SourceLatch latch;
        latch.setSignalled(address("10.0.0.1", 4000));
        const auto outside = address("2001:db8::5", 6000);
        QVERIFY(latch.accept(outside, numbered(1, 7), PacketProof::Authentic, 0));
        QVERIFY(latch.target() == outside);
        QCOMPARE(latch.target().endpoint().text(), std::string("[2001:db8::5]:6000"));
    }
};

QTEST_GUILESS_MAIN(SrtpTest)
#include "SrtpTest.moc"
