// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/ComfortNoise.h"

#include <QTest>

#include "Sounds.h"
#include "media/SoundReceiver.h"
#include "media/ToneMeter.h"

using namespace sidetone::media;
using sidetone::core::Instant;
using sidetone::core::Milliseconds;
using sidetone::test::sine;

namespace {

using Payload = std::vector<std::uint8_t>;
using Samples = std::vector<std::int16_t>;

double levelOf(const Payload& description) {
    ComfortNoise noise;
    noise.describe(description);
    Samples samples(16000);
    noise.fill(samples, 8000);
    return totalLevel(std::span(samples).subspan(800));
}

/// A receiver of G.711 and Opus, fed by hand; each call of play() is 20 ms.
class Listener {
public:
    Listener() {
        std::vector<DecoderEntry> decoders;
        for (const auto& format : offeredFormats()) {
            decoders.push_back(
                {format.payloadType, format.codec, std::move(*makeDecoder(format.codec))});
        }
        receiver.setDecoders(std::move(decoders));
    }
    void put(int type, const Payload& payload, std::uint32_t ticks,
             SoundReceiver::Content content = SoundReceiver::Content::Sound) {
        RtpPacket packet;
        packet.header.payloadType = static_cast<std::uint8_t>(type);
        packet.header.timestamp = time;
        packet.payload = payload;
        static_cast<void>(receiver.put(packet, sequence++, content, now));
        time += ticks;
    }
    std::span<const std::int16_t> play() {
        now += Milliseconds(20);
        return receiver.pull(20, now);
    }

    SoundReceiver receiver{48000};
    Instant now{std::chrono::seconds(10)};
    std::uint64_t sequence = 70000;
    std::uint32_t time = 1000;
};

Payload muLaw(const Samples& sound) {
    auto encoder = std::move(*makeEncoder({AudioCodecKind::Pcmu, 0, {}}));
    Payload payload(sound.size());
    payload.resize(encoder->encode(sound, payload));
    return payload;
}

}  // namespace

class ComfortNoiseTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// The level is told in dB below overload; a full-scale sine lies 3 dB below that.
    void hasTheLevelThatWasTold() {
        for (const int level : {30, 45, 60, 70}) {
            const double heard = levelOf({static_cast<std::uint8_t>(level)});
            QVERIFY2(std::abs(heard - (3.01 - level)) < 1, qPrintable(QString::number(heard)));
        }
        // The filter colours it and leaves the level as it is.
        QVERIFY(std::abs(levelOf({50, 40, 180, 100}) - (3.01 - 50)) < 1);
    }
    void isNeverLoud() {
        QVERIFY(levelOf({0}) < -26);
        QVERIFY(levelOf({5, 0, 254, 255, 255}) < -25);
    }
    void theFilterColoursIt() {
        const auto slope = [](std::uint8_t reflection) {
            ComfortNoise noise;
            noise.describe(Payload{40, reflection});
            Samples samples(16000);
            noise.fill(samples, 8000);
            double low = 0;
            double high = 0;
            for (int i = 0; i < 10; ++i) {
                low += levelAt(samples, 8000, 200 + 37 * i);
                high += levelAt(samples, 8000, 3300 + 37 * i);
            }
            return (low - high) / 10;
        };
        QVERIFY(std::abs(slope(127)) < 3);
        QVERIFY(std::abs(slope(30)) > 8);
        QVERIFY(slope(30) * slope(224) < 0);
    }
    void emptyTellsNothing() {
        ComfortNoise noise;
        QVERIFY(!noise.describe({}));
        Samples samples(160, 5);
        noise.fill(samples, 8000);
        QVERIFY(totalLevel(samples) < -100);
    }
    /// Speech, a pause with its noise, speech: what is heard in the pause is the noise, and it
    /// is not counted as made up for losses.
    void isPlayedInPauses() {
        Listener listener;
        const auto speech = muLaw(sine(400, 12, 8000, 160));
        for (int i = 0; i < 20; ++i) {
            listener.put(0, speech, 160);
            static_cast<void>(listener.play());
        }
        listener.put(comfortNoiseType, {40}, 0, SoundReceiver::Content::Noise);
        // What waits of the speech comes first.
        for (int i = 0; i < 4; ++i) static_cast<void>(listener.play());
        for (int i = 0; i < 150; ++i) {
            const double heard = totalLevel(listener.play());
            QVERIFY2(std::abs(heard + 37) < 3, qPrintable(QString::number(heard)));
        }
        QVERIFY(listener.receiver.concealedMilliseconds() <= 20);
        listener.time += 154 * 160;
        for (int i = 0; i < 10; ++i) {
            listener.put(0, speech, 160);
            static_cast<void>(listener.play());
        }
        QVERIFY(std::abs(totalLevel(listener.play()) + 12) < 2);
        // Speech again: from now on silence is a loss.
        for (int i = 0; i < 20; ++i) static_cast<void>(listener.play());
        QVERIFY(totalLevel(listener.play()) < -60);
    }
    void endsWithTheSource() {
        Listener listener;
        listener.put(0, muLaw(sine(400, 12, 8000, 160)), 160);
        for (int i = 0; i < 3; ++i) static_cast<void>(listener.play());
        listener.put(comfortNoiseType, {40}, 0, SoundReceiver::Content::Noise);
        for (int i = 0; i < 5; ++i) static_cast<void>(listener.play());
        QVERIFY(totalLevel(listener.play()) > -45);
        listener.receiver.reset();
        static_cast<void>(listener.play());  // the end of what the resampler holds
        QVERIFY(totalLevel(listener.play()) < -100);
    }
    /// Opus with usedtx=1 sends next to nothing while its person is silent; the room is heard on.
    void opusPausesWhereItIsWished() {
        auto encoder = std::move(*makeEncoder({AudioCodecKind::Opus, 114, "usedtx=1"}));
        auto always = std::move(*makeEncoder({AudioCodecKind::Opus, 114, ""}));
        Listener listener;
        sidetone::core::SeededRandom random(13);
        int sent = 0;
        int sentAlways = 0;
        double quietest = 0;
        for (int i = 0; i < 300; ++i) {
            Samples room(960);
            for (auto& sample : room) sample = std::int16_t(int(random.below(201)) - 100);
            Payload payload(1400);
            if (always->encode(room, payload) > 0) ++sentAlways;
            payload.resize(encoder->encode(room, payload));
            if (!payload.empty()) {
                ++sent;
                listener.put(114, payload, 960);
            } else {
                listener.time += 960;
            }
            const double heard = totalLevel(listener.play());
            if (i > 150) quietest = std::min(quietest, heard);
        }
        QCOMPARE(sentAlways, 300);
        QVERIFY2(sent < 100, qPrintable(QString::number(sent)));
        QVERIFY2(quietest > -80, qPrintable(QString::number(quietest)));
        QVERIFY(listener.receiver.concealedMilliseconds() < 400);
    }
};

QTEST_GUILESS_MAIN(ComfortNoiseTest)
#include "ComfortNoiseTest.moc"
