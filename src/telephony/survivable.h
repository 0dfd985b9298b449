// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/Result.h"

namespace sidetone::telephony {

/// What a survivable site (SRST) does not promise, as people read it: it has calls, hold and resume
/// (AUD-08; the chapter's "On-Premises Servers").
[[nodiscard]] const std::vector<std::string>& missingAtSurvivableSite();

/// Unsupported, because the phone is at a survivable site. `instead`: what the person can do.
[[nodiscard]] core::Error notAtSurvivableSite(std::string tried, const std::string& instead);

}  // namespace sidetone::telephony
