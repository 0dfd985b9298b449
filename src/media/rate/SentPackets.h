// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/Clock.h"
#include "media/rtp/CongestionFeedback.h"

namespace sidetone::media {

/// What became of one packet that we sent.
struct PacketResult {
    core::Instant sent;
    /// By the receiver's own clock: only differences mean anything. Nothing: it was lost.
    std::optional<std::chrono::microseconds> arrived;
    int octets = 0;  ///< on the wire, with all headers
};

/// Remembers when each packet of a stream was sent, and joins that with the receiver's reports.
/// A packet counts as lost when two reports say so: it may only have been overtaken. Media thread.
class SentPackets {
public:
    void sent(std::uint16_t sequence, core::Instant at, int octets);
    /// It was lost, and goes out a second time: whatever the receiver tells of it says nothing of
    /// the way any more.
    void sentAgain(std::uint16_t sequence);
    /// Each packet comes once. `time`: of the feedback (CongestionFeedback::time).
    [[nodiscard]] std::vector<PacketResult> judge(const StreamReport& report, std::uint32_t time);
    /// Octets that are under way.
    [[nodiscard]] std::int64_t inFlight() const { return inFlight_; }

private:
    struct Entry {
        core::Instant sent;
        int octets = 0;
        bool wasMissing = false;
        bool wentAgain = false;
    };
    [[nodiscard]] std::optional<std::int64_t> find(std::uint16_t sequence) const;
    [[nodiscard]] std::chrono::microseconds remoteTime(std::uint32_t time);
    void forget(std::map<std::int64_t, Entry>::iterator entry);

    std::map<std::int64_t, Entry> entries_;
    std::optional<std::int64_t> newest_;
    std::int64_t inFlight_ = 0;
    std::optional<std::uint32_t> lastTime_;
    std::int64_t wraps_ = 0;  ///< of the receiver's time, in units of 2^32
};

}  // namespace sidetone::media
