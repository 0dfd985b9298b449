// SPDX-License-Identifier: GPL-3.0-or-later
#include <QByteArray>
#include <QCryptographicHash>
#include <QTest>

#include "G7221Golden.h"
#include "Rows.h"
#include "Sounds.h"
#include "core/Random.h"
#include "media/ToneMeter.h"
#include "media/codecs/G7221Codec.h"
#include "media/codecs/g7221/BitWriter.h"
#include "media/codecs/g7221/levelCodes.h"

using namespace sidetone::media;
using sidetone::core::SeededRandom;
using sidetone::test::g7221Golden;
using sidetone::test::g7221Probe;
using sidetone::test::sine;

ROWS("CODEC-03");

namespace {

using Payload = std::vector<std::uint8_t>;
using Samples = std::vector<std::int16_t>;
using Outcome = g7221::FrameDecoder::Outcome;
constexpr std::size_t frame = g7221::frameSamples;

Payload octets(std::string_view hex) {
    const auto bytes = QByteArray::fromHex(
        QByteArray::fromRawData(hex.data(), static_cast<qsizetype>(hex.size())));
    return {bytes.begin(), bytes.end()};
}

std::span<std::int16_t, frame> part(Samples& samples, std::size_t i) {
    return std::span(samples).subspan(i * frame).first<frame>();
}

/// Signal to noise in dB, of `heard` against `meant`.
double quality(std::span<const std::int16_t> meant, std::span<const std::int16_t> heard) {
    double signal = 0;
    double noise = 1e-9;
    for (std::size_t i = 0; i < meant.size(); ++i) {
        signal += double(meant[i]) * meant[i];
        noise += std::pow(double(meant[i]) - heard[i], 2);
    }
    return 10 * std::log10(signal / noise);
}

Samples decodeAll(const std::vector<Payload>& frames) {
    g7221::FrameDecoder decoder;
    Samples out(frames.size() * frame);
    for (std::size_t i = 0; i < frames.size(); ++i) {
        if (decoder.decode(frames[i], part(out, i)) != Outcome::Good) return {};
    }
    return out;
}

std::vector<Payload> encodeAll(Samples sound, std::size_t frameOctets) {
    g7221::FrameEncoder encoder;
    std::vector<Payload> frames;
    for (std::size_t i = 0; i < sound.size() / frame; ++i) {
        Payload payload(frameOctets);
        encoder.encode(part(sound, i), payload);
        frames.push_back(std::move(payload));
    }
    return frames;
}

std::vector<Payload> goldenFrames(const sidetone::test::G7221Golden& golden) {
    std::vector<Payload> frames;
    for (const auto hex : golden.frames) frames.push_back(octets(hex));
    return frames;
}

}  // namespace

class G7221Test : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theProbeIsRight() {
        const auto probe = g7221Probe();
        const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char*>(probe.data()),
                                                   qsizetype(probe.size() * 2));
        QCOMPARE(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().first(8),
                 QByteArray("c4676c97"));
    }
    /// Frames of the reference's encoder sound as its own decoder makes them: 45 dB and better.
    void decodesTheReferencesFrames() {
        for (const auto& golden : g7221Golden) {
            const auto heard = decodeAll(goldenFrames(golden));
            QCOMPARE(heard.size(), 8 * frame);
            Samples meant;
            Samples compared;
            for (std::size_t i = 0; i < 8; ++i) {
                for (std::size_t k = 0; k < 8; ++k) {
                    meant.push_back(golden.samples[i][k]);
                    compared.push_back(heard[i * frame + k * 40]);
                    QVERIFY(std::abs(meant.back() - compared.back()) <= 100);
                }
            }
            const double decibels = quality(meant, compared);
            qInfo("%d bit/s: %.1f dB", golden.bitRate, decibels);
            QVERIFY(decibels >= 45);
        }
    }
    /// Not the same bits everywhere, since ours counts in floating point, but as many right
    /// frames, all of them valid, and not a worse sound.
    void encodesAsWellAsTheReference() {
        const auto probe = g7221Probe();
        for (const auto& golden : g7221Golden) {
            const auto theirs = goldenFrames(golden);
            const auto ours = encodeAll(probe, theirs[0].size());
            int same = 0;
            for (std::size_t i = 0; i < 8; ++i) {
                if (ours[i] == theirs[i]) ++same;
                // What is said of the levels is the same: 5 bits and thirteen codes.
                QVERIFY(std::equal(ours[i].begin(), ours[i].begin() + 3, theirs[i].begin()));
            }
            qInfo("%d bit/s: %d of 8 frames to the bit", golden.bitRate, same);
            QVERIFY(same >= 2);
            const auto meant = std::span(probe).first(7 * frame);
            const auto heard = decodeAll(ours);
            QVERIFY(!heard.empty());
            const double own = quality(meant, std::span(heard).subspan(frame));
            const auto reference = decodeAll(theirs);
            QVERIFY(own > quality(meant, std::span(reference).subspan(frame)) - 0.3);
        }
    }
    void keepsTones() {
        for (const auto rate : {G7221Rate::At24, G7221Rate::At32}) {
            for (const double frequency : {200.0, 1000.0, 3000.0, 6000.0}) {
                G7221SoundEncoder encoder(rate);
                G7221SoundDecoder decoder(rate);
                auto sound = sine(frequency, 12, 16000, 16000);
                Samples heard;
                for (std::size_t i = 0; i < 50; ++i) {
                    Payload payload(200);
                    payload.resize(encoder.encode(part(sound, i), payload));
                    QCOMPARE(payload.size(), std::size_t(rate == G7221Rate::At24 ? 60 : 80));
                    Samples piece(frame);
                    QCOMPARE(decoder.decode(payload, piece), int(frame));
                    heard.insert(heard.end(), piece.begin(), piece.end());
                }
                const auto tone = strongestTone(cut(heard, 16000, {0.3, 0.5}), 16000, 100, 7000);
                QVERIFY(std::abs(tone.frequency - frequency) < frequency / 100);
                QVERIFY2(std::abs(tone.level + 12) < 1,
                         qPrintable(QStringLiteral("%1 Hz: %2 dB").arg(frequency).arg(tone.level)));
            }
        }
    }
    /// A packet may hold several frames, all of one rate (RFC 5577, section 5).
    void severalFramesInAPacket() {
        const auto& golden = g7221Golden[0];
        Payload payload;
        for (const auto& one : goldenFrames(golden)) {
            payload.insert(payload.end(), one.begin(), one.end());
        }
        G7221SoundDecoder decoder(G7221Rate::At24);
        QCOMPARE(decoder.samplesIn(payload), 0);  // 160 ms: too long
        payload.resize(180);
        QCOMPARE(decoder.samplesIn(payload), 960);
        Samples heard(960);
        QCOMPARE(decoder.decode(payload, heard), 960);
        QCOMPARE(int(heard[320]) / 100, int(golden.samples[1][0]) / 100);
        payload.push_back(0);
        QCOMPARE(decoder.samplesIn(payload), 0);
        QCOMPARE(decoder.decode(payload, heard), 0);
        QCOMPARE(G7221SoundDecoder(G7221Rate::At32).samplesIn(Payload(180)), 0);
    }
    void encoderTakesWholeFramesOnly() {
        G7221SoundEncoder encoder(G7221Rate::At32);
        Payload payload(160);
        QCOMPARE(encoder.encode(Samples(160), payload), std::size_t(0));
        QCOMPARE(encoder.encode(Samples(640), payload), std::size_t(160));
        QCOMPARE(encoder.encode(Samples(960), payload), std::size_t(0));
    }
    /// A lost frame is the one before once more, then silence; 10 ms may be asked for at a time.
    void concealsLostFrames() {
        const auto sound = sine(500, 12, 16000, 16000);
        const auto frames = encodeAll(sound, 80);
        g7221::FrameDecoder decoder;
        Samples first(frame);
        Samples second(frame);
        Samples third(frame);
        for (std::size_t i = 0; i < 10; ++i) {
            QVERIFY(decoder.decode(frames[i], part(first, 0)) == Outcome::Good);
        }
        decoder.conceal(part(first, 0));
        decoder.conceal(part(second, 0));
        decoder.conceal(part(third, 0));
        QVERIFY(totalLevel(first) > -20);
        QVERIFY(totalLevel(second) > -24);
        QVERIFY(totalLevel(third) < -100);
        G7221SoundDecoder pieces(G7221Rate::At32);
        Samples heard(frame);
        for (std::size_t i = 0; i < 10; ++i) {
            QCOMPARE(pieces.decode(frames[i], heard), int(frame));
        }
        Samples half(160);
        pieces.conceal(half, {});
        QVERIFY(std::equal(half.begin(), half.end(), first.begin()));
        QCOMPARE(pieces.decode(frames[10], heard), int(frame));
        // Goes on from what was made up, without a jump.
        QVERIFY(std::abs(heard[0] - half[159]) < 2500);
    }
    void tellsDamage() {
        for (const auto& golden : g7221Golden) {
            auto frames = goldenFrames(golden);
            g7221::FrameDecoder decoder;
            Samples heard(frame);
            // Bits behind the last region are ones; a zero there is damage.
            frames[2].back() = 0;
            QVERIFY(decoder.decode(frames[2], part(heard, 0)) == Outcome::Damaged);
            // A level that climbs out of its range: the highest, and one up.
            g7221::BitWriter bits(frames[0]);
            bits.write(31, 5);
            const auto& up = g7221::levelCode(1);
            bits.write(up.word(1 - g7221::lowestDifference),
                       up.length(1 - g7221::lowestDifference));
            bits.fill();
            QVERIFY(decoder.decode(frames[0], part(heard, 0)) == Outcome::Damaged);
        }
    }
    void livesThroughAnyFrame() {
        SeededRandom random(7221);
        g7221::FrameDecoder decoder;
        Samples heard(frame);
        int good = 0;
        for (int i = 0; i < 5000; ++i) {
            Payload payload(i % 2 == 0 ? 60 : 80);
            random.fill(payload);
            if (decoder.decode(payload, part(heard, 0)) == Outcome::Good) ++good;
        }
        QVERIFY(good < 500);
    }
};

QTEST_GUILESS_MAIN(G7221Test)
#include "G7221Test.moc"
