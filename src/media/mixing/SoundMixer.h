// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "media/Resampler.h"
#include "media/SampleQueue.h"
#include "media/mixing/PeakLimiter.h"

namespace sidetone::media {

/// The table of a conference that is mixed on this machine: each call has a seat, and its other
/// side hears the microphone and everybody at the other seats, but not itself. Made on any thread,
/// then used by the media thread alone, in steps of 20 ms that all seats take in turn.
class SoundMixer {
public:
    using Seat = std::uint64_t;

    [[nodiscard]] Seat sit();
    void leave(Seat seat);
    [[nodiscard]] std::size_t seats() const { return seats_.size(); }

    /// What the other side of a seat said in these 20 ms; it stands until the next.
    void put(Seat seat, std::span<const std::int16_t> sound, int rate);
    /// Nothing of it reaches the others: it is on hold, and what comes may be music.
    void silence(Seat seat);
    /// Adds to the microphone's 20 ms what the other seats said. `rate` as of the samples.
    void addOthers(Seat seat, std::span<std::int16_t> microphone, int rate);

private:
    /// A way from one rate to another, with what does not yet fill 20 ms.
    struct Way {
        std::optional<Resampler> resampler;
        SampleQueue queue;
        /// Exactly as many samples as `out` has; silence in front where too few are there.
        void run(std::span<const std::int16_t> in, int from, int to, std::span<std::int16_t> out);
    };
    struct Place {
        Way heard;
        Way microphone;
        Way told;
        std::vector<std::int16_t> said;  ///< the newest 20 ms at the mixer's rate; empty: silence
        PeakLimiter limiter;
    };

    std::map<Seat, std::unique_ptr<Place>> seats_;
    Seat last_ = 0;
    std::vector<std::int32_t> sum_;
    std::vector<std::int16_t> scratch_;
};

}  // namespace sidetone::media
