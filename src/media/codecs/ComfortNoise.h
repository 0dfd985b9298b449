// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sidetone::media {

/// The payload type of comfort noise at 8000 Hz (RFC 3551, section 6).
inline constexpr int comfortNoiseType = 13;

/// The noise of the other side's room while nothing is sent (RFC 3389): white noise of the level
/// that a packet told, through the all-pole filter whose reflection coefficients follow it.
/// Nobody's room is louder than -30 dBov here: a packet must not hurt an ear.
class ComfortNoise {
public:
    /// Takes what a packet tells. False where it is empty; then it is as before.
    bool describe(std::span<const std::uint8_t> payload);
    /// Fills it with noise of that kind; the first 10 ms after a description grow from nothing.
    void fill(std::span<std::int16_t> samples, int rate);

private:
    [[nodiscard]] float draw();

    float amplitude_ = 0;             ///< of the excitation: half its width
    std::vector<float> reflections_;  ///< first one first
    std::vector<float> state_;
    std::uint32_t random_ = 0x2545F491;
    int age_ = 0;  ///< samples since the description, up to the end of the growing
};

}  // namespace sidetone::media
