// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <map>

#include "Rows.h"
#include "core/Random.h"
#include "media/codecs/video/H264Decoder.h"
#include "media/rtp/h264/H264Packetizer.h"
#include "media/video/TestPattern.h"
#include "media/videostream/PictureBuffer.h"

using namespace sidetone;
using namespace sidetone::media;

ROWS("CODEC-06");

namespace {

constexpr std::size_t largestPayload = 1180;
constexpr PictureSize size{512, 288};
constexpr std::uint32_t ticks = 3000;

using Bytes = std::vector<std::uint8_t>;

int typeOf(std::uint8_t header) {
    return header & 0x1F;
}

H264Settings settingsFor(H264Profile profile, int largestUnit) {
    H264Settings settings;
    settings.size = size;
    settings.bitsPerSecond = 900'000;
    settings.profile = profile;
    settings.largestUnit = largestUnit;
    return settings;
}

/// Pictures of the real coder as RTP packets. Units larger than a packet, as other coders make
/// them, where the mode can take them apart.
class Sender {
public:
    Sender(H264Profile profile, PacketizationMode mode, std::uint16_t first = 65'500)
        : mode_(mode),
          encoder_(std::move(*H264Encoder::create(settingsFor(
              profile, mode == PacketizationMode::NonInterleaved ? 20'000 : int(largestPayload))))),
          sequence_(first) {}

    std::vector<Bytes> next() {
        const auto coded = encoder_->encode(*drawTestPicture(size, number_));
        units[number_] = coded.units;
        auto payloads = packetizeH264(coded.units, mode_, largestPayload);
        std::vector<Bytes> packets;
        for (const auto& payload : payloads) {
            RtpHeader header;
            header.payloadType = 126;
            header.sequence = sequence_++;
            header.timestamp = number_ * ticks;
            header.marker = &payload == &payloads.back();
            Bytes packet(rtpHeaderOctets);
            writeRtpHeader(header, packet);
            packet.insert(packet.end(), payload.begin(), payload.end());
            packets.push_back(std::move(packet));
        }
        ++number_;
        return packets;
    }
    void requestKeyPicture() { encoder_->requestKeyPicture(); }

    std::map<std::uint32_t, std::vector<NalUnit>> units;  ///< of each picture

private:
    PacketizationMode mode_;
    std::unique_ptr<H264Encoder> encoder_;
    std::uint16_t sequence_;
    std::uint16_t number_ = 0;
};

/// What arrives, through the jitter buffer into the decoder.
class Receiver {
public:
    void put(const Bytes& packet, core::Instant now) {
        const auto read = parseRtp(packet);
        if (!read) return;
        // The nearest number of those that end in these 16 bits.
        const auto step = static_cast<std::int16_t>(
            static_cast<std::uint16_t>(read->header.sequence - static_cast<std::uint16_t>(last_)));
        const auto sequence = last_ + static_cast<std::uint64_t>(std::int64_t{step});
        last_ = std::max(last_, sequence);
        buffer_.put(*read, sequence, now);
    }
    void take(core::Instant now, const Sender& sender) {
        while (auto picture = buffer_.take(now)) {
            const auto number = picture->timestamp / ticks;
            order.push_back(number);
            if (picture->hasGaps) {
                ++withGaps;
            } else if (picture->units != sender.units.at(number)) {
                ++cutUnnoticed;
            }
            const auto decoded = decoder_->decode(picture->units);
            const bool hasKey = std::ranges::any_of(
                picture->units, [](const NalUnit& unit) { return typeOf(unit[0]) == 5; });
            if (picture->hasGaps || decoded.isDamaged) {
                isWhole_ = false;
            } else if (hasKey) {
                isWhole_ = true;
            }
            if (!isWhole_) continue;
            ++whole;
            const auto read = decoded.picture ? readTestPicture(*decoded.picture) : std::nullopt;
            if (read != number) ++wrong;
        }
    }
    [[nodiscard]] bool isWhole() const { return isWhole_; }

    std::vector<std::uint32_t> order;  ///< pictures as they came out
    int whole = 0;                     ///< nothing lost since the last key picture
    int wrong = 0;                     ///< of these, not what was sent
    int withGaps = 0;
    int cutUnnoticed = 0;  ///< other units than were sent, and nothing said

private:
    PictureBuffer buffer_;
    std::unique_ptr<H264Decoder> decoder_ = std::move(*H264Decoder::create());
    std::uint64_t last_ = 1ULL << 20U;
    bool isWhole_ = false;
};

core::Instant at(int milliseconds) {
    return core::Instant(std::chrono::milliseconds(1'000'000 + milliseconds));
}

/// One payload with something wrong about it.
Bytes spoiled(Bytes payload, core::Random& random) {
    if (payload.empty()) return payload;
    switch (random.below(7)) {
        case 0:
            payload.resize(random.below(payload.size()));
            break;
        case 1:  // another type, among them those of the interleaved mode
            payload[0] = static_cast<std::uint8_t>((payload[0] & 0xE0U) | random.below(32));
            break;
        case 2:  // a fragment's header, a length
            if (payload.size() > 2)
                payload[1 + random.below(2)] ^= std::uint8_t(1 + random.below(255));
            break;
        case 3:  // packets inside of packets
            payload.insert(payload.begin(), {24, static_cast<std::uint8_t>(payload.size() >> 8U),
                                             static_cast<std::uint8_t>(payload.size())});
            break;
        case 4:  // a part of a part
            payload.insert(payload.begin(),
                           {0x7C, static_cast<std::uint8_t>(0x80 | random.below(64))});
            break;
        case 5:
            for (int i = 0; i < 4; ++i) payload[random.below(payload.size())] ^= 0xA5U;
            break;
        default:
            payload.assign(random.below(40), 0);
            random.fill(payload);
    }
    return payload;
}

}  // namespace

/// Pictures of the real coder over RFC 6184's two modes, and what a network or somebody hostile
/// does to them.
class H264TransportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachModeCarriesEachProfile_data();
    void eachModeCarriesEachProfile();
    void overtakingAndDoublesDoNoHarm_data() { eachModeCarriesEachProfile_data(); }
    void overtakingAndDoublesDoNoHarm();
    void whatIsLostIsNoticed_data() { eachModeCarriesEachProfile_data(); }
    void whatIsLostIsNoticed();
    void hostilePayloadsGiveUnitsAlone();
    void aStreamOutlivesHostilePackets();
};

void H264TransportTest::eachModeCarriesEachProfile_data() {
    QTest::addColumn<int>("profile");
    QTest::addColumn<int>("mode");
    for (const auto profile : {H264Profile::ConstrainedBaseline, H264Profile::High}) {
        for (const int mode : {0, 1}) {
            const bool isHigh = profile == H264Profile::High;
            QTest::addRow("%s, mode %d", isHigh ? "high" : "constrained baseline", mode)
                << int(profile) << mode;
        }
    }
}

/// Mode 0: nothing but single units. Mode 1: single units, STAP-A and FU-A. Every picture arrives.
void H264TransportTest::eachModeCarriesEachProfile() {
    QFETCH(int, profile);
    QFETCH(int, mode);
    Sender sender{H264Profile(profile), PacketizationMode(mode)};
    Receiver receiver;
    std::map<int, int> types;
    for (int i = 0; i < 60; ++i) {
        for (const auto& packet : sender.next()) {
            QVERIFY(packet.size() <= rtpHeaderOctets + largestPayload);
            ++types[typeOf(packet[rtpHeaderOctets])];
            receiver.put(packet, at(i * 33));
        }
        receiver.take(at(i * 33), sender);
        QCOMPARE(receiver.order.size(), std::size_t(i + 1));
    }
    QCOMPARE(receiver.whole, 60);
    QCOMPARE(receiver.wrong, 0);
    QCOMPARE(receiver.withGaps + receiver.cutUnnoticed, 0);
    QCOMPARE(types.contains(24), mode == 1);
    QCOMPARE(types.contains(28), mode == 1);
    QVERIFY(mode == 1 || types.contains(1));
    for (const auto& [type, count] : types) {
        QVERIFY2(type == 24 || type == 28 || (type >= 1 && type <= 23),
                 qPrintable(QString::number(type)));
    }
    // The parameter sets say the profile that was asked for.
    const auto& set = sender.units.at(0).front();
    QCOMPARE(typeOf(set[0]), 7);
    QCOMPARE(int(set[1]), H264Profile(profile) == H264Profile::High ? 0x64 : 0x42);
}

/// Packets come in any order within a picture and its neighbours, some twice.
void H264TransportTest::overtakingAndDoublesDoNoHarm() {
    QFETCH(int, profile);
    QFETCH(int, mode);
    Sender sender{H264Profile(profile), PacketizationMode(mode)};
    Receiver receiver;
    core::SeededRandom random(6184);
    std::vector<Bytes> held;
    // The first packet opens the stream; what comes before it counts as late.
    for (const auto& packet : sender.next()) receiver.put(packet, at(0));
    for (int i = 1; i < 90; ++i) {
        auto packets = sender.next();
        for (std::size_t k = packets.size(); k-- > 0;) {
            if (random.below(10) == 0) packets.push_back(packets[k]);
        }
        for (std::size_t k = packets.size(); k > 1; --k) {
            std::swap(packets[k - 1], packets[random.below(k)]);
        }
        // Some come only after those of the next picture.
        const std::size_t stay = i == 89 ? 0 : random.below(3);
        std::vector<Bytes> later;
        while (later.size() < stay && !packets.empty()) {
            later.push_back(std::move(packets.back()));
            packets.pop_back();
        }
        for (const auto& packet : packets) receiver.put(packet, at(i * 33));
        for (const auto& packet : held) receiver.put(packet, at(i * 33));
        held = std::move(later);
        receiver.take(at(i * 33), sender);
    }
    QCOMPARE(receiver.whole, 90);
    QCOMPARE(receiver.wrong, 0);
    QCOMPARE(receiver.withGaps + receiver.cutUnnoticed, 0);
    QVERIFY(std::ranges::is_sorted(receiver.order));
}

/// One packet in thirty is lost: no picture passes for whole that is not octet for octet what was
/// sent, and the next key picture makes all well.
void H264TransportTest::whatIsLostIsNoticed() {
    QFETCH(int, profile);
    QFETCH(int, mode);
    Sender sender{H264Profile(profile), PacketizationMode(mode)};
    Receiver receiver;
    core::SeededRandom random(31);
    int healed = 0;
    bool wasWhole = true;
    for (int i = 0; i < 240; ++i) {
        for (const auto& packet : sender.next()) {
            if (i > 0 && i < 200 && random.below(30) == 0) continue;
            receiver.put(packet, at(i * 33));
        }
        receiver.take(at(i * 33), sender);
        if (receiver.isWhole() && !wasWhole) ++healed;
        wasWhole = receiver.isWhole();
        if (!wasWhole && i % 10 == 0) sender.requestKeyPicture();
    }
    QCOMPARE(receiver.cutUnnoticed, 0);
    QCOMPARE(receiver.wrong, 0);
    QVERIFY(receiver.withGaps > 5);
    QVERIFY(healed >= 2);
    QVERIFY(receiver.isWhole());
    QVERIFY(std::ranges::is_sorted(receiver.order));
}

/// Whatever stands in the packets of a picture: units of the types 1 to 23 come out, and no more
/// octets than went in.
void H264TransportTest::hostilePayloadsGiveUnitsAlone() {
    core::SeededRandom random(24);
    std::vector<std::vector<Bytes>> pictures;
    for (const auto mode : {PacketizationMode::SingleUnit, PacketizationMode::NonInterleaved}) {
        Sender sender(H264Profile::High, mode);
        for (int i = 0; i < 20; ++i) {
            pictures.emplace_back();
            for (const auto& packet : sender.next()) {
                pictures.back().emplace_back(packet.begin() + rtpHeaderOctets, packet.end());
            }
        }
    }
    int nonsense = 0;
    for (int round = 0; round < 10'000; ++round) {
        const auto& picture = pictures[random.below(pictures.size())];
        std::vector<H264Payload> payloads;
        std::uint64_t sequence = random.below(70'000);
        std::size_t in = 0;
        for (const auto& payload : picture) {
            payloads.push_back(
                {sequence, random.below(3) == 0 ? spoiled(payload, random) : payload});
            static_cast<void>(beginsKeyPicture(payloads.back().bytes));
            in += payloads.back().bytes.size();
            // Missing, twice, or backwards.
            sequence += random.below(20) == 0 ? random.below(4) : 1;
            if (random.below(50) == 0) sequence -= std::min<std::uint64_t>(sequence, 3);
        }
        const auto out = unpackH264(payloads);
        std::size_t octets = 0;
        for (const auto& unit : out.units) {
            QVERIFY(!unit.empty() && typeOf(unit[0]) >= 1 && typeOf(unit[0]) <= 23);
            octets += unit.size();
        }
        QVERIFY(octets <= in);
        nonsense += out.hasNonsense ? 1 : 0;
    }
    QVERIFY(nonsense > 500);
}

/// Hostile payloads in the middle of a stream: the key pictures after them are shown as they were
/// sent, by the same buffer and the same decoder.
void H264TransportTest::aStreamOutlivesHostilePackets() {
    core::SeededRandom random(25);
    for (const auto mode : {PacketizationMode::SingleUnit, PacketizationMode::NonInterleaved}) {
        Sender sender(H264Profile::ConstrainedBaseline, mode);
        Receiver receiver;
        int wrongBefore = 0;
        for (int i = 0; i < 400; ++i) {
            const int place = i % 20;
            if (place == 0 || place == 2) sender.requestKeyPicture();
            for (const auto& packet : sender.next()) {
                const auto cut = packet.begin() + rtpHeaderOctets;
                Bytes sent(packet.begin(), cut);
                const bool isHostile = place > 6 && random.below(2) == 0;
                const auto payload =
                    isHostile ? spoiled({cut, packet.end()}, random) : Bytes(cut, packet.end());
                sent.insert(sent.end(), payload.begin(), payload.end());
                // The marker, too soon or not at all.
                if (isHostile && random.below(10) == 0) sent[1] ^= 0x80U;
                receiver.put(sent, at(i * 33));
            }
            receiver.take(at(i * 33), sender);
            if (place == 2) wrongBefore = receiver.wrong;
            if (place < 3 || place > 6) continue;
            QVERIFY2(receiver.isWhole(), qPrintable(QString::number(i)));
            QCOMPARE(receiver.order.back(), std::uint32_t(i));
            QCOMPARE(receiver.wrong, wrongBefore);
        }
    }
}

QTEST_GUILESS_MAIN(H264TransportTest)
#include "H264TransportTest.moc"
