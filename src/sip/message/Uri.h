// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/Result.h"
#include "sip/message/Parameters.h"

namespace sidetone::sip {

/// A SIP or SIPS URI (RFC 3261 19.1). Other schemes (tel, urn) are carried as they are, in
/// `opaque`, so that they can be refused precisely (416) or shown.
struct Uri {
    std::string scheme = "sip";  ///< lower case
    std::string user;            ///< %-escapes undone; may be empty
    std::string password;        ///< deprecated; kept so that it survives, never used
    std::string host;            ///< lower case; IPv6 in brackets
    std::uint16_t port = 0;      ///< 0: not given
    Parameters parameters;
    std::string headers;  ///< behind '?', as it stands
    std::string opaque;   ///< all behind the colon where the scheme is not sip or sips

    /// Refused: no scheme, bad host or port, broken escapes, white space or control characters,
    /// over 2048 bytes.
    static core::Result<Uri> parse(std::string_view text);

    [[nodiscard]] bool isSip() const { return scheme == "sip" || scheme == "sips"; }
    [[nodiscard]] std::string text() const;
    /// "sip:user@host" without port, parameters and headers: what a person is shown.
    [[nodiscard]] std::string shortText() const;
};

/// The comparison of RFC 3261 19.1.4.
[[nodiscard]] bool equivalent(const Uri& a, const Uri& b);

}  // namespace sidetone::sip
