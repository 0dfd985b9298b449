// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Scenario.h"

namespace sidetone::test {

/// One of RFC 8867's cases in virtual time with all that a call has for its picture but the coder:
/// streams, packets, reports, the ladder and the search for what the line carries, and G.711 beside
/// it. Pictures have the sizes that are asked for, with some noise, and key pictures are larger.
/// Where the way back has a plan, pictures go that way as well.
[[nodiscard]] Outcome playCase(Scenario scenario, std::uint64_t seed);

}  // namespace sidetone::test
