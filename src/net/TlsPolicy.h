// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/types.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Result.h"
#include "net/Tls.h"

struct stack_st_X509;  // OpenSSL's STACK_OF(X509)

namespace sidetone::net {

class ClientCertificates;
class ClientIdentity;
class TlsTrust;

/// Whom to trust.
struct TlsSettings {
    /// PEM file with more authorities; may be empty. Revocation lists in it count, and those in
    /// the file of the same name that ends in ".crl" ("root.crl" beside "root.pem").
    std::string caFile;
    bool trustsSystemAuthorities = true;
    int smallestRsaKey = 2048;  ///< bits, for every certificate of a chain
    bool approvedOnly = false;  ///< FIPS_MODE: AES-GCM, NIST curves, nothing else
};

/// The one judge of certificates: sockets and HTTP both ask it, nothing else decides (AUTH-05).
/// At least TLS 1.2, no renegotiation; the chain must lead to a known authority and be in time,
/// keys and signatures must be strong, nothing may be revoked as far as is known here, and the
/// name must match. These rules are immutable after create(); what the person accepted in spite
/// of them stands in the TlsTrust, which also hears of what was refused.
class TlsPolicy {
public:
    /// NotFound or BadAnswer where the CA file cannot be read. The clock says what time it is
    /// for validity; it must outlive the policy.
    static core::Result<std::shared_ptr<const TlsPolicy>> create(
        TlsSettings settings, const core::Clock& clock, std::shared_ptr<TlsTrust> trust = nullptr,
        std::shared_ptr<const ClientCertificates> certificates = nullptr);
    ~TlsPolicy();
    TlsPolicy(const TlsPolicy&) = delete;
    TlsPolicy& operator=(const TlsPolicy&) = delete;

    /// Checks what a server showed: its certificates as DER, its own first. `server` is what
    /// the person reads ("imp1.office.example:5222"). Untrusted, with the exact reason.
    [[nodiscard]] core::Status check(const std::vector<std::string>& chain,
                                     const PeerIdentity& peer, const std::string& server) const;
    /// The same for a handshake of OpenSSL's that is under way.
    [[nodiscard]] core::Status check(X509* leaf, STACK_OF(X509) * others, const PeerIdentity& peer,
                                     const std::string& server) const;
    /// The server itself showed its authority's statement that the certificate was revoked (OCSP
    /// stapling, RFC 6066 section 8).
    [[nodiscard]] core::Error refuseRevoked(X509* leaf, STACK_OF(X509) * others,
                                            const std::string& server) const;
    /// Our own certificate for a server ("host:port") that asks; null where it may see none.
    [[nodiscard]] std::shared_ptr<const ClientIdentity> identityFor(
        const std::string& server) const;
    /// Sets what a client context needs besides the check: versions, no renegotiation.
    void apply(SSL_CTX* context) const;

private:
    struct Store;
    struct Refusal;
    TlsPolicy(TlsSettings settings, const core::Clock& clock, std::unique_ptr<Store> store,
              std::shared_ptr<TlsTrust> trust,
              std::shared_ptr<const ClientCertificates> certificates);
    [[nodiscard]] std::optional<Refusal> refusal(X509* leaf, STACK_OF(X509) * others,
                                                 const PeerIdentity& peer,
                                                 const std::string& server) const;
    [[nodiscard]] core::Error refuse(Refusal refusal, X509* leaf, STACK_OF(X509) * others,
                                     const std::string& server) const;

    TlsSettings settings_;
    const core::Clock& clock_;
    std::unique_ptr<Store> store_;
    std::shared_ptr<TlsTrust> trust_;
    std::shared_ptr<const ClientCertificates> certificates_;
};

/// What a person wants to know of a certificate given as DER; empty where it is none.
[[nodiscard]] std::vector<CertificateInfo> describeChain(const std::vector<std::string>& chain);

}  // namespace sidetone::net
