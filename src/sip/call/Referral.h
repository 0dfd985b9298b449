// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/Result.h"
#include "sip/message/Message.h"

namespace sidetone::sip {

/// What a REFER asks for (RFC 3515), as far as it may be asked of a phone: an INVITE to a SIP
/// address, perhaps in the place of another dialog (RFC 3891), named by whom (RFC 3892).
struct Referral {
    NameAddress target;      ///< without headers in its URI
    std::string replaces;    ///< the Replaces header for the INVITE; empty without
    std::string referredBy;  ///< the Referred-By header as it came; empty without

    /// BadAnswer without exactly one readable Refer-To; Unsupported for another scheme or method
    /// than calls have. Other headers in the URI than Replaces are left out (RFC 3261 19.1.5).
    static core::Result<Referral> parse(const Request& refer);
};

/// Refer-To of an attended transfer: the address with Replaces escaped into it (RFC 3891 5).
[[nodiscard]] NameAddress referTo(const Uri& address, const std::string& replaces);

/// The status line of a message/sipfrag body (RFC 3420, RFC 3515 2.4.5); status 0 without one.
struct StatusLine {
    int status = 0;
    std::string phrase;
};
[[nodiscard]] StatusLine parseStatusLine(std::string_view fragment);

}  // namespace sidetone::sip
