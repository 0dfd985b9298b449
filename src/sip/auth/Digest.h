// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/Result.h"
#include "core/Secret.h"

namespace sidetone::sip {

/// RFC 7616 and RFC 8760. The `-sess` forms bind the key to the first nonce pair.
enum class DigestAlgorithm { Md5, Md5Session, Sha256, Sha256Session };

/// "MD5", "MD5-sess", "SHA-256", "SHA-256-sess".
[[nodiscard]] std::string_view name(DigestAlgorithm algorithm);
/// Empty for algorithms that we do not have.
[[nodiscard]] std::optional<DigestAlgorithm> digestAlgorithmOf(std::string_view text);

/// A server's question (RFC 7616 3.3).
struct DigestChallenge {
    std::string realm;
    std::string nonce;
    std::optional<std::string> opaque;
    bool stale = false;         ///< the nonce was too old, the password was right
    bool qopAuth = false;       ///< qop lists "auth"
    bool qopOffered = false;    ///< qop is there at all
    std::string algorithmText;  ///< as it was given; empty: MD5
    std::optional<DigestAlgorithm> algorithm;

    /// Reads `Digest realm="...", nonce="..."`. Unsupported where the scheme is another, BadAnswer
    /// where realm or nonce is missing.
    static core::Result<DigestChallenge> parse(std::string_view headerValue);
    /// We can answer it: algorithm known, and qop absent or with "auth".
    [[nodiscard]] bool isUsable() const {
        return algorithm.has_value() && (!qopOffered || qopAuth);
    }
};

/// What goes into one answer.
struct DigestInput {
    std::string user;
    core::Secret password;
    std::string method;
    std::string uri;
    std::string clientNonce;
    std::uint32_t nonceCount = 1;
};

/// The response value, lower-case hexadecimal (RFC 7616 3.4.1; RFC 2069's form without qop).
[[nodiscard]] std::string digestResponse(const DigestChallenge& challenge,
                                         const DigestInput& input);
/// The whole value of Authorization or Proxy-Authorization.
[[nodiscard]] std::string digestAuthorization(const DigestChallenge& challenge,
                                              const DigestInput& input);

}  // namespace sidetone::sip
