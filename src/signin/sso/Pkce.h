// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/Random.h"
#include "core/Secret.h"

namespace sidetone::signin::sso {

/// Proof that who brings a code is who asked for it (RFC 7636).
struct Pkce {
    core::Secret verifier;  ///< 43 characters, 256 bits of randomness
    std::string challenge;  ///< of the method S256

    static Pkce make(core::Random& random);
};

/// BASE64URL(SHA256(ASCII(verifier))) (RFC 7636 4.2).
[[nodiscard]] std::string challengeOf(std::string_view verifier);
/// RFC 4648 5, without padding.
[[nodiscard]] std::string toBase64Url(std::string_view bytes);
/// As many random bytes in that alphabet: for state and paths.
[[nodiscard]] std::string randomText(core::Random& random, std::size_t bytes);

}  // namespace sidetone::signin::sso
