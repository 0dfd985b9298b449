// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "CallOnLine.h"
#include "Scenario.h"

namespace sidetone::test {

/// Plays one of RFC 8867's cases with real calls on real packets in real time: a flow is the sound
/// and the picture of a call over a LineTunnel. Its figures are of both; of the picture no more is
/// expected than the ladder's largest size takes. To be called in a network of the process's own
/// with an event loop. Empty where the line or a call could not be made.
[[nodiscard]] std::optional<Outcome> play(Scenario scenario,
                                          CallOnLine::Settings::Pictures pictures);

}  // namespace sidetone::test
