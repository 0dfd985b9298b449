// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "sip/message/Message.h"

namespace sidetone::sip {

/// Who the call server says the other side is: Remote-Party-ID (as call managers write it),
/// else P-Asserted-Identity (RFC 3325). Only our own server is listened to, so it is believed.
/// Where privacy is asked for, the name is "Anonymous" and the address `anonymous.invalid`
/// (RFC 3323 4.1).
[[nodiscard]] std::optional<NameAddress> assertedIdentity(const Headers& headers);

/// Who sent the call on: Diversion (RFC 5806), else Referred-By (RFC 3892); name or address.
/// Empty where nobody did.
[[nodiscard]] std::string forwarderOf(const Headers& headers);

}  // namespace sidetone::sip
