// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Random.h"
#include "sip/registration/Account.h"
#include "telephony/LineSettings.h"

namespace sidetone::telephony {

/// The line's settings with every gap filled: digest user, instance id, random Contact user.
/// InvalidInput where servers, domain or user are missing.
[[nodiscard]] core::Result<sip::Account> accountOf(const LineSettings& settings,
                                                   core::Random& random);

}  // namespace sidetone::telephony
