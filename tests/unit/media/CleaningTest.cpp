// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <numbers>

#include "core/Random.h"
#include "media/ToneMeter.h"
#include "media/cleaning/SoundCleaner.h"

using namespace sidetone::media;
using sidetone::core::SeededRandom;

namespace {

using Samples = std::vector<std::int16_t>;
constexpr int rate = 16000;

/// Something like speech: a buzz of changing pitch through two resonances, in syllables with
/// pauses between them.
Samples speech(double seconds, double pitch, double amplitude, std::uint64_t seed) {
    SeededRandom random(seed);
    Samples samples(static_cast<std::size_t>(seconds * rate));
    double place = 0;
    double state[4] = {0, 0, 0, 0};
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double t = double(i) / rate;
        place += pitch * (1 + 0.2 * std::sin(1.7 * t)) / rate;
        double pulse = (double(random.below(2001)) - 1000) / 10000;
        if (place >= 1) {
            place -= 1;
            pulse += 10;
        }
        const double formant = 0.06 * std::sin(5.1 * t);
        const double first = pulse + (1.85 + formant) * state[0] - 0.94 * state[1];
        const double second = first + (1.2 - formant) * state[2] - 0.85 * state[3];
        state[1] = state[0];
        state[0] = first;
        state[3] = state[2];
        state[2] = second;
        const double syllable = std::max(0.0, std::sin(2 * std::numbers::pi * 1.3 * t + pitch));
        samples[i] = std::int16_t(std::clamp(second * syllable * amplitude, -30000.0, 30000.0));
    }
    return samples;
}

/// A loudspeaker in a room: 60 ms under way, then an echo that dies away over 100 ms.
Samples through(const Samples& far) {
    SeededRandom random(60);
    std::vector<double> path(rate * 160 / 1000, 0.0);
    for (std::size_t i = rate * 60 / 1000; i < path.size(); i += 3) {
        const double age = double(i) / rate - 0.06;
        path[i] = (double(random.below(2001)) - 1000) / 1000 * 0.2 * std::exp(-age * 35);
    }
    path[rate * 60 / 1000] = 0.3;
    Samples heard(far.size());
    for (std::size_t i = 0; i < far.size(); ++i) {
        double sum = 0;
        for (std::size_t k = 960; k < path.size() && k <= i; k += 3) sum += path[k] * far[i - k];
        heard[i] = std::int16_t(std::clamp(sum, -32768.0, 32767.0));
    }
    return heard;
}

Samples run(SoundCleaner& cleaner, const Samples& far, const Samples& microphone) {
    Samples out = microphone;
    for (std::size_t at = 0; at + 320 <= far.size(); at += 320) {
        cleaner.clean(std::span(out).subspan(at, 320), rate);
        cleaner.played(std::span(far).subspan(at, 320), rate);
    }
    return out;
}

double level(const Samples& samples, double from, double until) {
    return totalLevel(cut(samples, rate, {from, until - from}));
}

}  // namespace

class CleaningTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// The far side speaks for 12 s, both for 4 s, the far side for 4 s.
    void takesOutTheEchoAndKeepsTheVoice() {
        const auto far = speech(20, 120, 60, 1);
        const auto echo = through(far);
        const auto voice = speech(20, 190, 30, 2);
        auto microphone = echo;
        for (std::size_t i = 12 * rate; i < 16 * rate; ++i) {
            microphone[i] = std::int16_t(std::clamp(microphone[i] + voice[i], -32768, 32767));
        }
        const auto cleaner = makeSoundCleaner({true, false, false}, 40);
        QVERIFY(cleaner);
        const auto out = run(*cleaner, far, microphone);
        const double before = level(microphone, 4, 12);
        const double reduced = before - level(out, 4, 12);
        const double after = level(microphone, 17, 20) - level(out, 17, 20);
        const double both = level(out, 12.5, 16) - level(voice, 12.5, 16);
        qInfo("echo at %.1f dB: %.1f dB lower, after double talk %.1f dB; voice %.1f dB", before,
              reduced, after, both);
        QVERIFY(before > -50);
        QVERIFY(reduced >= 25);
        QVERIFY(after >= 25);
        // Nobody is cut off for speaking at the same time.
        QVERIFY(both > -7 && both < 3);
    }
    void liftsSoftVoices() {
        const auto voice = speech(10, 150, 2, 3);
        const auto cleaner = makeSoundCleaner({false, true, false}, 40);
        const auto out = run(*cleaner, Samples(voice.size()), voice);
        QVERIFY(level(out, 5, 10) > level(voice, 5, 10) + 3);
    }
    void lowersSteadyNoise() {
        SeededRandom random(4);
        Samples noise(10 * rate);
        for (auto& sample : noise) sample = std::int16_t(int(random.below(2001)) - 1000);
        const auto cleaner = makeSoundCleaner({false, false, true}, 40);
        const auto out = run(*cleaner, Samples(noise.size()), noise);
        QVERIFY(level(out, 5, 10) < level(noise, 5, 10) - 6);
    }
    void canBeSwitchedOff() { QVERIFY(!makeSoundCleaner({false, false, false}, 40)); }
    void leavesOtherRatesAlone() {
        const auto cleaner = makeSoundCleaner({}, 40);
        const auto voice = speech(1, 150, 20, 3);
        auto out = voice;
        cleaner->played(std::span(out).first(882), 44100);
        cleaner->clean(std::span(out).first(882), 44100);
        QCOMPARE(out, voice);
    }
};

QTEST_GUILESS_MAIN(CleaningTest)
#include "CleaningTest.moc"
