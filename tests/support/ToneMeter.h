// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "media/ToneMeter.h"
#include "media/wav/WavFile.h"

// For tests that link sidetone_media as well.
namespace sidetone::test {

/// The strongest tone in a stretch of a recording; {0, -120} where the file cannot be read (yet).
inline media::Tone toneInWav(const std::string& path, const media::Stretch& stretch) {
    const auto sound = media::readWav(path);
    if (!sound) return {};
    return media::strongestTone(media::cut(sound->samples, sound->rate, stretch), sound->rate);
}

/// The strongest tone in the newest `seconds` of a recording, which may still grow.
inline media::Tone newestToneInWav(const std::string& path, double seconds = 0.4) {
    const auto sound = media::readWav(path);
    if (!sound) return {};
    const double length = static_cast<double>(sound->samples.size()) / sound->rate;
    return media::strongestTone(
        media::cut(sound->samples, sound->rate, {length - seconds, seconds}), sound->rate);
}

/// Where a recording is silent for at least `shortest` seconds.
inline std::vector<media::Stretch> silencesInWav(const std::string& path, double shortest) {
    const auto sound = media::readWav(path);
    if (!sound) return {};
    return media::silences(sound->samples, sound->rate, shortest);
}

}  // namespace sidetone::test
