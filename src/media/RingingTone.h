// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace sidetone::media {

/// What a caller hears while the phone rings over there: 425 Hz, a second of it in each five
/// (ITU-T E.180). Media thread.
class RingingTone {
public:
    /// Samples a second.
    explicit RingingTone(int rate) : rate_(rate) {}

    /// The next samples.
    void fill(std::span<std::int16_t> samples);

private:
    int rate_;
    std::int64_t played_ = 0;  ///< samples
};

}  // namespace sidetone::media
