// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/Clock.h"

namespace sidetone::media {

/// How much the line carries, from what the other side's receiver reports tell: loss and round
/// trip (VID-05). Any peer sends these. It begins low, climbs fast until something speaks against
/// it, then slowly; it backs off from loss over 10 % and from a queue that grows.
class RateController {
public:
    struct Range {
        int least = 60'000;
        int most = 1'600'000;
    };
    /// `first`: bit/s on the wire to begin with.
    RateController(int first, Range range);

    /// One report about our stream. `lost`: fraction since the report before, 0 to 1.
    /// `reachable`: what could be proven by what is sent now; it does not climb above.
    void report(double lost, std::optional<double> roundTripMilliseconds, int reachable,
                core::Instant now);
    /// Bit/s on the wire.
    [[nodiscard]] int target() const { return static_cast<int>(target_); }
    [[nodiscard]] bool isStarting() const { return starting_; }

private:
    enum class Delay { Usual, Grown, Queueing };
    [[nodiscard]] Delay judge(std::optional<double> roundTripMilliseconds);
    void backOff(double factor, core::Instant now);
    void climb(double seconds, int reachable);

    Range range_;
    double target_;
    bool starting_ = true;
    std::optional<double> baseline_;  ///< the least round trip, ms
    double before_ = 0;               ///< target() between the last two reports
    double proven_ = 0;               ///< the last one that made no queue; 0: none yet
    std::optional<core::Instant> lastReport_;
    std::optional<core::Instant> heldUntil_;
};

}  // namespace sidetone::media
