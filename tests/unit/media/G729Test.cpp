// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <array>

#include "Sounds.h"
#include "core/Random.h"
#include "media/ToneMeter.h"
#include "media/codecs/G729Codec.h"

extern "C" {
#include <bcg729/encoder.h>
}

using namespace sidetone::media;
using sidetone::test::sine;

namespace {

using Payload = std::vector<std::uint8_t>;
using Samples = std::vector<std::int16_t>;

/// A sender with annex B: packets of 20 ms, or nothing while it is silent.
class PausingSender {
public:
    PausingSender() : state_(initBcg729EncoderChannel(1)) {}
    ~PausingSender() { closeBcg729EncoderChannel(state_); }
    PausingSender(const PausingSender&) = delete;
    PausingSender& operator=(const PausingSender&) = delete;
    Payload encode(std::span<const std::int16_t> samples) {
        Payload payload;
        for (std::size_t at = 0; at + 80 <= samples.size(); at += 80) {
            std::array<std::uint8_t, 10> frame{};
            std::uint8_t octets = 0;
            bcg729Encoder(state_, samples.data() + at, frame.data(), &octets);
            payload.insert(payload.end(), frame.begin(), frame.begin() + octets);
            if (octets == 2) break;
        }
        return payload;
    }

private:
    bcg729EncoderChannelContextStruct_struct* state_;
};

/// Sound of a room: noise at about -45 dB.
Samples room(std::size_t count, std::uint64_t seed) {
    sidetone::core::SeededRandom random(seed);
    Samples samples(count);
    for (auto& sample : samples) sample = std::int16_t(int(random.below(641)) - 320);
    return samples;
}

}  // namespace

class G729Test : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tenOctetsEachTenMilliseconds() {
        auto encoder = std::move(*G729SoundEncoder::create());
        auto decoder = std::move(*G729SoundDecoder::create());
        for (const std::size_t frames : {1U, 2U, 3U, 6U}) {
            Payload payload(200);
            payload.resize(encoder->encode(Samples(80 * frames), payload));
            QCOMPARE(payload.size(), 10 * frames);
            QCOMPARE(decoder->samplesIn(payload), int(80 * frames));
            QVERIFY(!decoder->beginsPause(payload));
        }
        Payload small(19);
        QCOMPARE(encoder->encode(Samples(160), small), std::size_t(0));
        QCOMPARE(encoder->encode(Samples(100), small), std::size_t(0));
        QCOMPARE(decoder->samplesIn(Payload(121)), 0);
        QCOMPARE(decoder->samplesIn(Payload(130)), 0);
        QCOMPARE(decoder->samplesIn(Payload(7)), 0);
        QCOMPARE(decoder->samplesIn(Payload(12)), 160);
    }
    /// Silence is never left out: annexb=no.
    void sendsSilenceInFull() {
        auto encoder = std::move(*G729SoundEncoder::create());
        for (int i = 0; i < 100; ++i) {
            Payload payload(20);
            QCOMPARE(encoder->encode(Samples(160), payload), std::size_t(20));
        }
    }
    void keepsTones() {
        auto encoder = std::move(*G729SoundEncoder::create());
        auto decoder = std::move(*G729SoundDecoder::create());
        const auto sound = sine(400, 12, 8000, 8000);
        Samples heard;
        for (std::size_t at = 0; at < sound.size(); at += 160) {
            Payload payload(20);
            QCOMPARE(encoder->encode(std::span(sound).subspan(at, 160), payload), std::size_t(20));
            Samples piece(160);
            QCOMPARE(decoder->decode(payload, piece), 160);
            heard.insert(heard.end(), piece.begin(), piece.end());
        }
        const auto tone = strongestTone(cut(heard, 8000, {0.3, 0.5}), 8000);
        QVERIFY(std::abs(tone.frequency - 400) < 5);
        QVERIFY(std::abs(tone.level + 12) < 1.5);
    }
    void concealsAndFades() {
        auto encoder = std::move(*G729SoundEncoder::create());
        auto decoder = std::move(*G729SoundDecoder::create());
        const auto sound = sine(400, 12, 8000, 8000);
        Samples piece(160);
        for (std::size_t at = 0; at < 3200; at += 160) {
            Payload payload(20);
            QCOMPARE(encoder->encode(std::span(sound).subspan(at, 160), payload), std::size_t(20));
            QCOMPARE(decoder->decode(payload, piece), 160);
        }
        decoder->conceal(piece, {});
        QVERIFY(totalLevel(piece) > -20);
        for (int i = 0; i < 30; ++i) decoder->conceal(piece, {});
        QVERIFY(totalLevel(piece) < -40);
    }
    /// A sender with annex B describes its room and falls silent: we hear the room on.
    void hearsTheRoomInPauses() {
        PausingSender sender;
        auto decoder = std::move(*G729SoundDecoder::create());
        Samples piece(160);
        double during = -120;
        int pauses = 0;
        int nothing = 0;
        for (std::uint64_t i = 0; i < 200; ++i) {
            const auto payload = sender.encode(room(160, i));
            if (payload.empty()) {
                ++nothing;
                decoder->conceal(piece, {});
                during = std::max(during, totalLevel(piece));
                continue;
            }
            if (decoder->beginsPause(payload)) ++pauses;
            Samples sound(std::size_t(decoder->samplesIn(payload)));
            QVERIFY(decoder->decode(payload, sound) > 0);
        }
        QVERIFY(pauses >= 1);
        QVERIFY(nothing >= 20);
        const double meant = totalLevel(room(16000, 1));
        QVERIFY2(std::abs(during - meant) < 6,
                 qPrintable(QStringLiteral("%1 dB, not %2").arg(during).arg(meant)));
    }
};

QTEST_GUILESS_MAIN(G729Test)
#include "G729Test.moc"
