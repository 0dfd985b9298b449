// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sidetone::media {

/// A tone found in sound: frequency in Hz, level in dB relative to a full-scale sine (0 at most;
/// -120 where there is nothing).
struct Tone {
    double frequency = 0;
    double level = -120;
};

/// A stretch of sound in seconds from the beginning.
struct Stretch {
    double start = 0;
    double length = 0;
};

/// The level of one frequency, by the Goertzel algorithm under a Hann window. Pieces of 50 ms
/// and more tell tones 50 Hz apart.
[[nodiscard]] double levelAt(std::span<const std::int16_t> samples, int rate, double frequency);

/// The strongest tone between `lowest` and `highest` Hz: right to 0.2 % on pieces of 100 ms and
/// more. Only the first two seconds are looked at.
[[nodiscard]] Tone strongestTone(std::span<const std::int16_t> samples, int rate,
                                 double lowest = 100, double highest = 3800);

/// The level of everything together (root mean square; a full-scale sine is 0 dB).
[[nodiscard]] double totalLevel(std::span<const std::int16_t> samples);

/// Stretches of at least `shortest` seconds that stay under `threshold` dB, in blocks of 10 ms.
[[nodiscard]] std::vector<Stretch> silences(std::span<const std::int16_t> samples, int rate,
                                            double shortest = 0.1, double threshold = -50);

/// The other way round: stretches of at least `shortest` seconds with sound.
[[nodiscard]] std::vector<Stretch> sounds(std::span<const std::int16_t> samples, int rate,
                                          double shortest = 0.1, double threshold = -50);

/// The part of the samples that lies in the stretch.
[[nodiscard]] std::span<const std::int16_t> cut(std::span<const std::int16_t> samples, int rate,
                                                const Stretch& stretch);

}  // namespace sidetone::media
