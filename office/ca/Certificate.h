// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <vector>

#include "core/Result.h"
#include "core/Secret.h"

namespace sidetone::office {

struct OpensslFree {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
};
using Key = std::unique_ptr<EVP_PKEY, OpensslFree>;
using Certificate = std::unique_ptr<X509, OpensslFree>;

/// A certificate with its key.
struct Identity {
    Key key;
    Certificate certificate;
};

/// What a certificate says.
struct CertificateRequest {
    std::string commonName;
    std::vector<std::string> alternatives;  ///< "DNS:name", "IP:address", "otherName:oid;type:text"
    int firstDay = -1;                      ///< days from today
    int lastDay = 825;
    enum class Use { Server, Authority, Device, Person } use = Use::Server;
    int rsaBits = 0;  ///< 0: P-256
    /// How a Windows or an IOS certificate server writes what it issues (AUTH-06).
    enum class Style { Usual, Windows, Ios } style = Style::Usual;
};

/// Makes a key and a certificate; without an issuer it signs itself.
[[nodiscard]] core::Result<Identity> makeIdentity(const CertificateRequest& request,
                                                  const Identity* issuer);
/// A certificate for a key that somebody else holds.
[[nodiscard]] core::Result<Certificate> certify(const CertificateRequest& request,
                                                EVP_PKEY* publicKey, const Identity& issuer);
/// The issuer's list of what it took back (serial numbers in hexadecimal), PEM.
[[nodiscard]] core::Result<std::string> makeRevocationList(const Identity& issuer,
                                                           const std::vector<std::string>& serials);
[[nodiscard]] std::string serialOf(const X509& certificate);
/// A PKCS#12 file (AES-256): certificate, key, and what stands above it.
[[nodiscard]] core::Result<std::string> toPkcs12(const Identity& identity,
                                                 const std::vector<const X509*>& chain,
                                                 const core::Secret& password);
[[nodiscard]] std::string toPem(const X509& certificate);
[[nodiscard]] std::string toPem(const EVP_PKEY& key);
/// Reads a certificate and its key, both PEM.
[[nodiscard]] core::Result<Identity> readIdentity(const std::string& certificate,
                                                  const std::string& key);

}  // namespace sidetone::office
