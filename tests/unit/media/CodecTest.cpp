// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/AudioCodec.h"

#include <QCryptographicHash>
#include <QTest>
#include <algorithm>
#include <array>

#include "Rows.h"
#include "Sounds.h"
#include "core/Random.h"
#include "media/ToneMeter.h"

using namespace sidetone::media;
using sidetone::core::SeededRandom;
using sidetone::test::sine;

ROWS("CODEC-02", "CODEC-05");

namespace {

using Samples = std::vector<std::int16_t>;
using Payload = std::vector<std::uint8_t>;

/// Those that take packets of any length; G.722.1 and G.729 have tests of their own.
const std::array<AudioCodecKind, 4> flexibleCodecs{AudioCodecKind::Opus, AudioCodecKind::G722,
                                                   AudioCodecKind::Pcmu, AudioCodecKind::Pcma};

std::vector<Payload> encodeAll(AudioEncoder& encoder, const Samples& sound, int milliseconds) {
    std::vector<Payload> payloads;
    const auto piece = static_cast<std::size_t>(encoder.sampleRate() * milliseconds / 1000);
    for (std::size_t at = 0; at + piece <= sound.size(); at += piece) {
        Payload payload(1400);
        payload.resize(encoder.encode(std::span(sound).subspan(at, piece), payload));
        payloads.push_back(std::move(payload));
    }
    return payloads;
}

/// Triangle sweeps in four levels with noise on top: integers alone, the same everywhere.
Samples probe() {
    Samples samples;
    SeededRandom random(722);
    std::uint32_t phase = 0;
    for (std::uint32_t i = 0; i < 64000; ++i) {
        phase += (i % 16000U) * 14000U + 3000000U;
        const auto ramp = static_cast<std::int32_t>(phase >> 16U);
        const std::int32_t triangle = (ramp < 32768 ? ramp : 65535 - ramp) * 2 - 32768;
        const auto shift = static_cast<std::int32_t>(i / 16000U) * 3;
        std::array<std::uint8_t, 2> bytes{};
        random.fill(bytes);
        const std::int32_t noise = (bytes[0] - 128) * 4 + bytes[1] % 4;
        samples.push_back(static_cast<std::int16_t>((triangle * 7 / 8 + noise) >> shift));
    }
    return samples;
}

QByteArray hashOf(const char* bytes, std::size_t count) {
    const auto view = QByteArray::fromRawData(bytes, static_cast<qsizetype>(count));
    return QCryptographicHash::hash(view, QCryptographicHash::Sha256).toHex();
}

/// Something like a voice: pulses at a changing pitch, shaped, loud and soft in syllables.
Samples voice(std::size_t seconds) {
    Samples samples;
    double first = 0;
    double second = 0;
    double place = 0;
    for (std::size_t i = 0; i < 48000 * seconds; ++i) {
        const double t = static_cast<double>(i) / 48000;
        place += (110 + 30 * std::sin(2 * t)) / 48000;
        double pulse = 0;
        if (place >= 1) {
            place -= 1;
            pulse = 9000 * (0.6 + 0.4 * std::sin(9 * t));
        }
        const double next = pulse + 1.985 * first - 0.989 * second;
        second = first;
        first = next;
        samples.push_back(static_cast<std::int16_t>(std::clamp(next * 0.5, -30000.0, 30000.0)));
    }
    return samples;
}

/// Mean square difference between what was decoded with every packet and with some lost.
double damage(const std::vector<Payload>& payloads, bool useNext) {
    auto whole = std::move(*makeDecoder(AudioCodecKind::Opus));
    auto lossy = std::move(*makeDecoder(AudioCodecKind::Opus));
    SeededRandom random(10);
    double sum = 0;
    bool lostBefore = false;
    for (std::size_t i = 1; i + 1 < payloads.size(); ++i) {
        Samples good(960);
        Samples heard(960);
        static_cast<void>(whole->decode(payloads[i], good));
        if (!lostBefore && random.below(10) == 0) {
            lossy->conceal(heard, useNext ? std::span(payloads[i + 1]) : Payload{});
            lostBefore = true;
        } else {
            static_cast<void>(lossy->decode(payloads[i], heard));
            lostBefore = false;
        }
        for (std::size_t k = 0; k < 960; ++k) sum += std::pow(good[k] - heard[k], 2);
    }
    return sum;
}

}  // namespace

class CodecTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// SHA-256 of what ITU's own G.722 software (G.191, mode 1) makes of the same samples.
    void g722IsWhatItuSoftwareMakes() {
        auto encoder = std::move(*makeEncoder({AudioCodecKind::G722, 9, {}}));
        auto decoder = std::move(*makeDecoder(AudioCodecKind::G722));
        Payload coded;
        Samples decoded;
        for (const auto& payload : encodeAll(*encoder, probe(), 20)) {
            QCOMPARE(payload.size(), std::size_t(160));
            coded.insert(coded.end(), payload.begin(), payload.end());
            Samples piece(320);
            QCOMPARE(decoder->decode(payload, piece), 320);
            decoded.insert(decoded.end(), piece.begin(), piece.end());
        }
        QCOMPARE(hashOf(reinterpret_cast<const char*>(coded.data()), coded.size()),
                 QByteArray("2ada6b230f0a59a1e86a5fd1e89e8abe335fac8784bce5a00264cc05fa507768"));
        QCOMPARE(hashOf(reinterpret_cast<const char*>(decoded.data()), decoded.size() * 2),
                 QByteArray("3551fcf6817a83b920fc83c4dafab4332d2c4a93ac74a1ee9aa7cae69f2131f3"));
    }
    void keepsTonesAtEveryPacketLength() {
        for (const auto codec : flexibleCodecs) {
            for (const int milliseconds : {10, 20, 40, 60}) {
                auto encoder = std::move(*makeEncoder({codec, 0, "useinbandfec=1"}));
                auto decoder = std::move(*makeDecoder(codec));
                const int rate = encoder->sampleRate();
                const auto sound = sine(1000, 12, rate, static_cast<std::size_t>(rate));
                Samples heard;
                for (const auto& payload : encodeAll(*encoder, sound, milliseconds)) {
                    QCOMPARE(decoder->samplesIn(payload), rate * milliseconds / 1000);
                    Samples piece(static_cast<std::size_t>(decoder->samplesIn(payload)));
                    QCOMPARE(decoder->decode(payload, piece), int(piece.size()));
                    heard.insert(heard.end(), piece.begin(), piece.end());
                }
                const auto tone = strongestTone(cut(heard, rate, {0.3, 0.5}), rate);
                QVERIFY(std::abs(tone.frequency - 1000) < 5);
                QVERIFY2(std::abs(tone.level + 12) < 0.7,
                         qPrintable(QStringLiteral("%1 %2 ms: %3 dB")
                                        .arg(int(codec))
                                        .arg(milliseconds)
                                        .arg(tone.level)));
            }
        }
    }
    void concealsWithoutJumpsAndFadesOut() {
        for (const auto codec : {AudioCodecKind::Pcmu, AudioCodecKind::G722}) {
            auto encoder = std::move(*makeEncoder({codec, 0, {}}));
            auto decoder = std::move(*makeDecoder(codec));
            const auto rate = static_cast<std::size_t>(encoder->sampleRate());
            const auto payloads = encodeAll(*encoder, sine(400, 12, int(rate), rate), 20);
            Samples piece(rate / 50);
            for (std::size_t i = 0; i < 10; ++i) {
                static_cast<void>(decoder->decode(payloads[i], piece));
            }
            decoder->conceal(piece, {});
            QVERIFY(std::abs(totalLevel(piece) + 12) < 1.5);
            QVERIFY(std::abs(levelAt(piece, int(rate), 400) + 12) < 2);
            for (int i = 0; i < 3; ++i) decoder->conceal(piece, {});
            QVERIFY(totalLevel(piece) < -100);
            static_cast<void>(decoder->decode(payloads[14], piece));
            // The first sample is faded in from the silence before it.
            QVERIFY(std::abs(piece[0]) < 400);
            QVERIFY(std::abs(totalLevel(piece) + 12) < 2);
        }
    }
    void opusCopiesMendTenPercentLoss() {
        auto encoder = std::move(*makeEncoder({AudioCodecKind::Opus, 114, "useinbandfec=1"}));
        encoder->setLoss(10);
        const auto payloads = encodeAll(*encoder, voice(6), 20);
        const double without = damage(payloads, false);
        const double with = damage(payloads, true);
        QVERIFY2(with < without * 0.5, qPrintable(QString::number(with / without)));
    }
    /// Copies from 2 % loss on; the flag is the second bit behind the first octet of a packet
    /// with one frame of speech coding (RFC 6716, section 4.2.4).
    void opusCopiesWhereLossIsReported() {
        const auto copies = [](int lossPercent, const char* parameters) {
            auto encoder = std::move(*makeEncoder({AudioCodecKind::Opus, 114, parameters}));
            encoder->setLoss(lossPercent);
            int flagged = 0;
            for (const auto& payload : encodeAll(*encoder, voice(4), 20)) {
                const bool isSpeech = payload.size() > 1 && payload[0] >> 3U < 16;
                if (isSpeech && (payload[1] & 0x40U) != 0) ++flagged;
            }
            return flagged;
        };
        QCOMPARE(copies(0, "useinbandfec=1"), 0);
        QVERIFY(copies(2, "useinbandfec=1") > 80);
        QVERIFY(copies(20, "useinbandfec=1") > 80);
        QCOMPARE(copies(20, ""), 0);
    }
    void opusObeysTheOtherSide() {
        const auto octets = [](const std::string& parameters) {
            auto encoder = std::move(*makeEncoder({AudioCodecKind::Opus, 114, parameters}));
            std::size_t sum = 0;
            for (const auto& payload : encodeAll(*encoder, voice(2), 20)) sum += payload.size();
            return sum;
        };
        QVERIFY(octets("maxaveragebitrate=12000;maxplaybackrate=16000") < octets("") * 2 / 3);
        QVERIFY(octets("maxaveragebitrate=99999999999999999999;;=;x") > 1000);
    }
    void readsParameters() {
        QCOMPARE(formatParameter("stereo=0; useinbandfec=1", "useinbandfec", 0), 1L);
        QCOMPARE(formatParameter("UseInbandFec = 1", "useinbandfec", 0), 1L);
        QCOMPARE(formatParameter("useinbandfec=yes", "useinbandfec", 7), 7L);
        QCOMPARE(formatParameter("", "useinbandfec", 7), 7L);
    }
    void namesAreThoseOfJabber() {
        std::string offer;
        for (const auto& format : offeredFormats()) {
            offer += std::to_string(format.payloadType) + " " + rtpmap(format.codec) + " " +
                     format.parameters + "\n";
            QVERIFY(codecOfRtpmap(rtpmap(format.codec), format.parameters) == format.codec);
        }
        QCOMPARE(offer, std::string("114 opus/48000/2 useinbandfec=1\n"
                                    "9 G722/8000 \n"
                                    "104 G7221/16000 bitrate=32000\n"
                                    "105 G7221/16000 bitrate=24000\n"
                                    "0 PCMU/8000 \n"
                                    "8 PCMA/8000 \n"
                                    "18 G729/8000 annexb=no\n"));
        const auto low = offeredFormats(SoundBandwidth::Low);
        QCOMPARE(low.size(), std::size_t(1));
        QVERIFY(low[0].codec == AudioCodecKind::G729);
        // Without its bit rate, or with another, G.722.1 cannot be told (RFC 5577).
        QVERIFY(!codecOfRtpmap("G7221/16000"));
        QVERIFY(!codecOfRtpmap("G7221/16000", "bitrate=16000"));
        QVERIFY(codecOfRtpmap("g7221/16000/1", "bitrate=24000") == AudioCodecKind::G7221At24);
        QVERIFY(codecOfStaticType(18) == AudioCodecKind::G729);
        QVERIFY(!codecOfStaticType(104));
        QCOMPARE(clockRate(AudioCodecKind::G722), 8000);
        QCOMPARE(clockRate(AudioCodecKind::G7221At24), 16000);
        QCOMPARE(clockRate(AudioCodecKind::Opus), 48000);
    }
    void livesThroughAnyPayload() {
        SeededRandom random(3);
        for (const auto& format : offeredFormats()) {
            auto decoder = std::move(*makeDecoder(format.codec));
            Samples samples(5760);
            for (int i = 0; i < 3000; ++i) {
                Payload payload(random.below(1400));
                random.fill(payload);
                const int expected = decoder->samplesIn(payload);
                QVERIFY(expected >= 0 && expected <= 5760);
                QVERIFY(decoder->decode(payload, samples) <= 5760);
            }
        }
    }
};

QTEST_GUILESS_MAIN(CodecTest)
#include "CodecTest.moc"
