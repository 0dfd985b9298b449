// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/types.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "core/Secret.h"
#include "net/Tls.h"

struct stack_st_X509_NAME;  // OpenSSL's STACK_OF(X509_NAME)

namespace sidetone::net {

/// A certificate of our own with its private key: the person's or the device's (AUTH-04, AUTH-06).
/// The key stays inside OpenSSL. Immutable.
class ClientIdentity {
public:
    /// A PKCS#12 file's bytes. Unauthorised where the password does not open it, BadAnswer where
    /// it is no such file or holds no key.
    static core::Result<std::shared_ptr<const ClientIdentity>> fromPkcs12(
        std::string_view bytes, const core::Secret& password);
    /// Certificates (its own first) and the private key as PEM; the password where the key is
    /// encrypted. BadAnswer too where the key is not that of the certificate.
    static core::Result<std::shared_ptr<const ClientIdentity>> fromPem(
        std::string_view certificates, const core::Secret& key, const core::Secret& password);
    /// A certificate (DER) for a key that was made here; the key stays the caller's too.
    static core::Result<std::shared_ptr<const ClientIdentity>> fromDer(std::string_view certificate,
                                                                       EVP_PKEY* key);
    ~ClientIdentity();
    ClientIdentity(const ClientIdentity&) = delete;
    ClientIdentity& operator=(const ClientIdentity&) = delete;

    [[nodiscard]] CertificateInfo info() const;
    [[nodiscard]] std::string certificateDer() const;
    /// The certificate and what stands above it, PEM.
    [[nodiscard]] std::string certificatesPem() const;
    /// PKCS#8, AES-256, PEM: for a file.
    [[nodiscard]] std::string encryptedKeyPem(const core::Secret& password) const;
    /// MD5 of the certificate, lower-case hexadecimal: how a device file names it (certHash).
    [[nodiscard]] std::string md5() const;

    [[nodiscard]] X509* certificate() const;
    [[nodiscard]] EVP_PKEY* key() const;
    /// Whether one of its issuers is in the server's list; an empty list means anybody's.
    [[nodiscard]] bool isWantedBy(const STACK_OF(X509_NAME) * authorities) const;
    /// Gives certificate, chain and key to a handshake under way.
    [[nodiscard]] bool useIn(SSL* handshake) const;

private:
    struct Parts;
    explicit ClientIdentity(std::unique_ptr<Parts> parts);
    static core::Result<std::shared_ptr<const ClientIdentity>> checked(std::unique_ptr<Parts> parts,
                                                                       const std::string& tried);
    std::unique_ptr<Parts> parts_;
};

}  // namespace sidetone::net
