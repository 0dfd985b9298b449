// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/Result.h"

struct evp_pkey_st;

namespace sidetone::office {

/// RS256 (RFC 7518 3.3) with a key of its own, RSA of 2048 bits, PEM in the office's folder.
class Signer {
public:
    /// Reads the key, or makes it where there is none.
    [[nodiscard]] static core::Result<Signer> open(const std::string& path);

    [[nodiscard]] std::string sign(std::string_view bytes) const;
    [[nodiscard]] bool verifies(std::string_view bytes, std::string_view signature) const;
    /// The public key as a JSON Web Key (RFC 7517), with that key id.
    [[nodiscard]] std::string jwk(const std::string& keyId) const;
    /// A JWT of these claims (RFC 7515 compact, RFC 9068 type).
    [[nodiscard]] std::string jwt(const std::string& keyId, const std::string& claims) const;

private:
    struct Free {
        void operator()(evp_pkey_st* key) const;
    };
    explicit Signer(evp_pkey_st* key) : key_(key) {}
    std::unique_ptr<evp_pkey_st, Free> key_;
};

/// RFC 4648 5, without padding.
[[nodiscard]] std::string toBase64Url(std::string_view bytes);

}  // namespace sidetone::office
