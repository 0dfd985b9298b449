// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "config/DialRules.h"
#include "sip/message/Uri.h"

namespace sidetone::telephony {

/// What a person typed or clicked, as the address to call. A SIP URI or an address stands for
/// itself; a number (visual separators dropped, tel: too) and a bare name belong to the line's
/// domain, and a number is rewritten by the organisation's rules first (PROV-04). InvalidInput
/// where it is none of these.
[[nodiscard]] core::Result<sip::Uri> dialTarget(std::string_view typed, std::string_view domain,
                                                const config::DialRules& rules = {});

/// True for digits, *, # and a leading +: what is a telephone number and no name.
[[nodiscard]] bool isNumber(std::string_view text);

}  // namespace sidetone::telephony
