// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "directory/vcard/ContentLine.h"

namespace sidetone::directory {

/// An address for messages or calls.
struct CardAddress {
    enum class Kind { None, Messages, Calls };
    Kind kind = Kind::None;
    std::string text;  ///< "anna@office.example"
};

/// What a property says of it: IMPP with "xmpp:", "im:" or "sip:" (RFC 4770, RFC 5122, RFC 3860)
/// or with a service that speaks XMPP (X-SERVICE-TYPE), and the older X-JABBER, X-GTALK,
/// X-GOOGLE-TALK and X-SIP. None for other services.
[[nodiscard]] CardAddress cardAddress(const ContentLine& line);

}  // namespace sidetone::directory
