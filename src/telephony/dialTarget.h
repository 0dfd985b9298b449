// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "sip/message/Uri.h"

namespace sidetone::telephony {

/// What a person typed or clicked, as the address to call. A SIP URI or an address stands for
/// itself; a number (visual separators dropped, tel: too) and a bare name belong to the line's
/// domain. InvalidInput where it is none of these.
[[nodiscard]] core::Result<sip::Uri> dialTarget(std::string_view typed, std::string_view domain);

/// True for digits, *, # and a leading +: what is a telephone number and no name.
[[nodiscard]] bool isNumber(std::string_view text);

}  // namespace sidetone::telephony
