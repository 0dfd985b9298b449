// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"

namespace sidetone::sip {

/// RFC 3261 table 4 and 17.1.1.1.
struct Timing {
    core::Milliseconds t1{500};   ///< estimate of the round trip
    core::Milliseconds t2{4000};  ///< longest time between retransmissions
    core::Milliseconds t4{5000};  ///< longest life of a message in the network

    /// Timers B, F, H, J, L and M.
    [[nodiscard]] core::Milliseconds patience() const { return 64 * t1; }
    /// Timer D over UDP: at least 32 s.
    [[nodiscard]] core::Milliseconds timerD() const { return 64 * t1; }
};

}  // namespace sidetone::sip
