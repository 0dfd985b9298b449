// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "core/Clock.h"

namespace sidetone::media {

/// The last safety of a line that carries nothing any more (RFC 8083), whatever else adapts the
/// rate: then a stream stops, instead of filling a broken line. One for each stream. Media thread.
class CircuitBreaker {
public:
    enum class Verdict {
        Closed,          ///< all is well
        NoReports,       ///< nothing came from the other side for three report intervals
        NothingArrives,  ///< reports come, and say that none of our packets did
        Congested,       ///< far more is sent than TCP would dare on such a line
    };
    /// `reportInterval`: between two of the other side's reports, as RFC 3550 computes it with a
    /// minimum of 5 s.
    explicit CircuitBreaker(core::Milliseconds reportInterval = core::Milliseconds(5000))
        : interval_(reportInterval) {}

    /// What one report says about the stream.
    struct Report {
        std::uint32_t highestSequence = 0;
        double lost = 0;  ///< fraction since the report before, 0 to 1
        double roundTripSeconds = 0.2;
        bool isSending = true;  ///< we sent something since the report before
    };
    /// `sentRate`: octets a second that we sent lately; `packetOctets`: the mean size of a packet.
    void report(const Report& report, double sentRate, double packetOctets, core::Instant now);
    /// The stream (again) sends from now on; without it no report is missed.
    void started(core::Instant now);
    void stopped() { since_.reset(); }
    [[nodiscard]] Verdict verdict(core::Instant now) const;

private:
    core::Milliseconds interval_;
    std::optional<core::Instant> since_;  ///< the last report, or the start
    std::optional<std::uint32_t> highest_;
    int standstills_ = 0;
    int congestions_ = 0;
    std::deque<double> losses_;  ///< of the last reports
};

}  // namespace sidetone::media
