// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <string_view>

#include "core/Clock.h"

namespace sidetone::test {

/// What a line does to packets. Zero: it does not.
struct LinkSettings {
    double bitsPerSecond = 0;  ///< of the bottleneck; 0: no bottleneck
    core::Milliseconds delay{0};
    /// On top, from 0 to that: normally distributed around its half (RFC 8868, section 4.5).
    core::Milliseconds jitter{0};
    core::Milliseconds queue{300};  ///< a longer queue than that drops what comes (drop tail)
    /// Losses in bursts (Gilbert and Elliott): the chance to go from good to bad and back with
    /// each packet, and of a loss in each of the two.
    double toBad = 0;
    double toGood = 1;
    double lossInGood = 0;
    double lossInBad = 0;
    bool mayOvertake = false;  ///< jitter changes the order
};

/// The lines that are tried by name: from a good office to a bad train.
struct LinkProfile {
    std::string_view name;
    LinkSettings settings;
};
[[nodiscard]] std::span<const LinkProfile> linkProfiles();

/// One direction of a line. The same seed and the same packets give the same fate, in virtual
/// time as in real time. Belongs to one thread.
class LinkModel {
public:
    LinkModel(const LinkSettings& settings, std::uint64_t seed)
        : settings_(settings), random_(seed) {}

    /// What waits in the queue goes on at the new rate.
    void set(const LinkSettings& settings, core::Instant now);
    [[nodiscard]] const LinkSettings& settings() const { return settings_; }
    /// When a packet of so many octets comes out; nothing: it is lost. Calls come in the order of
    /// time.
    [[nodiscard]] std::optional<core::Instant> send(core::Instant now, int octets);
    /// How long a packet would wait in the queue.
    [[nodiscard]] std::chrono::microseconds queued(core::Instant now) const;
    [[nodiscard]] std::int64_t dropped() const { return dropped_; }

private:
    [[nodiscard]] bool isLost();
    [[nodiscard]] std::chrono::microseconds jitter();
    [[nodiscard]] double chance() { return std::uniform_real_distribution<>(0, 1)(random_); }

    LinkSettings settings_;
    std::mt19937_64 random_;
    bool isBad_ = false;
    core::Instant free_{};    ///< when the bottleneck has sent all that waits
    core::Instant latest_{};  ///< when the last packet comes out
    std::int64_t dropped_ = 0;
};

}  // namespace sidetone::test
