// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "media/SampleQueue.h"

struct SpeexResamplerState_;

namespace sidetone::media {

/// Changes the rate of a running sound by speexdsp, or passes it on where the rates are equal.
/// Between codec and device alone: inside a call sound has the codec's rate, since a call in
/// G.711 would otherwise cost as much as one in Opus. Media thread.
class Resampler {
public:
    /// Samples a second, 4000 to 192000.
    Resampler(int from, int to);

    [[nodiscard]] int from() const { return from_; }
    [[nodiscard]] int to() const { return to_; }
    /// Puts what comes out behind the queue.
    void run(std::span<const std::int16_t> samples, SampleQueue& out);

private:
    struct Free {
        void operator()(SpeexResamplerState_* state) const;
    };
    int from_;
    int to_;
    std::unique_ptr<SpeexResamplerState_, Free> state_;  ///< none where the rates are equal
};

}  // namespace sidetone::media
