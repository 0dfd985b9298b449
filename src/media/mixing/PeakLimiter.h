// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace sidetone::media {

/// Keeps a sum of sounds within 16 bits without cutting its tops: it looks 2.5 ms ahead, is quieter
/// in time for what comes, and louder again slowly. What is not too loud passes unchanged. Sound
/// comes out one part later than it went in. One sound at 48000 samples a second; media thread.
class PeakLimiter {
public:
    /// 2.5 ms at 48000: what is looked ahead, and by how much the sound is late.
    static constexpr std::size_t part = 120;
    /// No sample that comes out is larger: half a decibel below full.
    static constexpr std::int32_t ceiling = 30'935;

    /// `samples` and `out` have the same length, a multiple of `part`.
    void run(std::span<const std::int32_t> samples, std::span<std::int16_t> out);
    /// The factor at the end of what came out, 0 to 1.
    [[nodiscard]] double gain() const { return gain_; }

private:
    std::array<std::int32_t, part> waiting_{};
    double allowed_ = 1;  ///< of what waits
    double gain_ = 1;
};

}  // namespace sidetone::media
