// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "Scenario.h"

namespace sidetone::bench {

/// Draws a run into a PNG file: above, the line's capacity (grey) and what each flow aims at and
/// gets; below, the queue. False where the file cannot be written.
bool plot(const test::Scenario& scenario, const test::Outcome& outcome, const std::string& file);

}  // namespace sidetone::bench
