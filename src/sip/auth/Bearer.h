// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/Result.h"
#include "core/Secret.h"

namespace sidetone::sip {

/// A server asks for an access token (RFC 8898 3).
struct BearerChallenge {
    std::string realm;
    std::string authorisationServer;  ///< authz_server; may be empty
    std::string scope;                ///< may be empty
    std::string error;                ///< "invalid_token" where it refused one; else empty

    /// Reads `Bearer realm="...", error="invalid_token"`. Unsupported where the scheme is another.
    static core::Result<BearerChallenge> parse(std::string_view headerValue);
};

/// The value of Authorization or Proxy-Authorization.
[[nodiscard]] std::string bearerAuthorization(const core::Secret& token);
/// The token in such a value; empty where it is something else.
[[nodiscard]] core::Secret bearerToken(std::string_view headerValue);

}  // namespace sidetone::sip
