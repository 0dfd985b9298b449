// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QDir>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "ToneMeter.h"

namespace sidetone::test {

/// A second of a tone that joins to itself without a click, at 16 kHz.
inline void writeTone(const std::string& path, double frequency) {
    media::WavSound sound;
    sound.rate = 16'000;
    for (int i = 0; i < sound.rate; ++i) {
        const double phase = 2 * std::numbers::pi * frequency * i / sound.rate;
        sound.samples.push_back(static_cast<std::int16_t>(8'000 * std::sin(phase)));
    }
    [[maybe_unused]] const auto written = media::writeWav(path, sound);
}

/// What is being recorded now: the files NAME*.wav of the folder that still grow, and that were
/// written behind that time, as no recording of a call is that ended before. The first call writes
/// to NAME.wav, each further one to NAME-2.wav and so on.
[[nodiscard]] inline std::vector<std::string> liveRecordings(const std::string& folder,
                                                             const std::string& name,
                                                             const QDateTime& behind = {}) {
    // What has ended is not written any more.
    constexpr int newest = 1'500;
    const auto pattern = QString::fromStdString(name) + QStringLiteral("*.wav");
    std::vector<std::string> live;
    for (const auto& file : QDir(QString::fromStdString(folder)).entryInfoList({pattern})) {
        const auto written = file.lastModified();
        const bool isOld = behind.isValid() && written <= behind;
        if (!isOld && written.msecsTo(QDateTime::currentDateTime()) < newest) {
            live.push_back(file.filePath().toStdString());
        }
    }
    return live;
}

/// True where the newest half second of one of them is that tone, clearly.
[[nodiscard]] inline bool anyHears(const std::vector<std::string>& recordings, double frequency) {
    return std::any_of(recordings.begin(), recordings.end(), [frequency](const auto& recording) {
        const auto tone = newestToneInWav(recording, 0.5);
        return std::abs(tone.frequency - frequency) < 5 && tone.level > -30;
    });
}

/// The longest stretch of it without sound, in seconds, from that second on.
[[nodiscard]] inline double longestSilenceIn(const std::string& recording, double from) {
    const auto sound = media::readWav(recording);
    if (!sound) return 0;
    constexpr double step = 0.02;
    double longest = 0;
    double now = 0;
    const double end = static_cast<double>(sound->samples.size()) / sound->rate - step;
    for (double at = from; at < end; at += step) {
        const auto part = media::cut(sound->samples, sound->rate, {at, step});
        now = media::totalLevel(part) < -40 ? now + step : 0;
        longest = std::max(longest, now);
    }
    return longest;
}

/// Seconds that it has; 0 where it is none.
[[nodiscard]] inline double secondsOf(const std::string& recording) {
    const auto sound = media::readWav(recording);
    return sound ? static_cast<double>(sound->samples.size()) / sound->rate : 0;
}

}  // namespace sidetone::test
