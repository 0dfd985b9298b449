// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "core/Random.h"

namespace sidetone::office {

/// The cookies that one edge node gave: 64 characters, eight hours, this node alone.
class EdgeSessions {
public:
    using Instant = std::chrono::steady_clock::time_point;

    /// A new session's cookie value.
    [[nodiscard]] std::string begin(Instant now);
    [[nodiscard]] bool isValid(const std::string& cookie, Instant now) const;
    void forgetAll() { ends_.clear(); }

private:
    core::SystemRandom random_;
    std::map<std::string, Instant> ends_;
};

}  // namespace sidetone::office
