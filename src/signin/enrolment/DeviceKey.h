// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/types.h>

#include <memory>
#include <string>
#include <string_view>

#include "core/Task.h"

namespace sidetone::signin {

/// What kind of key the enrolment server wants.
struct KeyWish {
    enum class Kind { Rsa, P256, P384, P521 };
    Kind kind = Kind::Rsa;
    int bits = 2048;  ///< RSA

    /// "RSA 2048", "EC P-256".
    [[nodiscard]] std::string text() const;
};

using DeviceKey = std::shared_ptr<EVP_PKEY>;

/// SubjectPublicKeyInfo, DER.
[[nodiscard]] std::string publicKeyOf(EVP_PKEY* key);
/// PKCS#1 v1.5 or ECDSA by the key's kind; empty where it cannot be done.
enum class SignatureHash { Sha1, Sha512 };
[[nodiscard]] std::string signatureOf(EVP_PKEY* key, SignatureHash hash, std::string_view bytes);

/// Makes keys. Protocol thread; the making itself is elsewhere, for an RSA key takes up to a
/// second.
class KeyMaker {
public:
    virtual ~KeyMaker() = default;
    [[nodiscard]] virtual core::Task<DeviceKey> make(KeyWish wish) = 0;
};

/// A thread for each key.
class ThreadKeyMaker final : public KeyMaker {
public:
    [[nodiscard]] core::Task<DeviceKey> make(KeyWish wish) override;
};

/// The key itself, at once; null where OpenSSL cannot.
[[nodiscard]] DeviceKey makeKey(const KeyWish& wish);

}  // namespace sidetone::signin
