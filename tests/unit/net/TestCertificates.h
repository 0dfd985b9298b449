// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/x509.h>

#include <memory>
#include <string>
#include <vector>

namespace sidetone::test {

/// A certificate with its key, made for one test.
struct Identity {
    std::shared_ptr<X509> certificate;
    std::shared_ptr<EVP_PKEY> key;
    [[nodiscard]] std::string pem() const;
    [[nodiscard]] std::string der() const;
};

struct CertificateWish {
    std::string commonName;
    std::string alternativeNames;  ///< as OpenSSL writes them: "DNS:a.example,IP:127.0.0.1"
    int fromDays = -1;             ///< beginning, in days from now
    int toDays = 30;
    int rsaBits = 0;  ///< 0: an elliptic key
    bool isAuthority = false;
    std::string usage = "serverAuth";
};

/// Signed by the issuer, or by itself where there is none.
[[nodiscard]] Identity makeCertificate(const CertificateWish& wish, const Identity* issuer);

/// The issuer's list (PEM) of certificates that it took back yesterday; it is good for so many days
/// more (negative: late).
[[nodiscard]] std::string makeRevocationList(const Identity& issuer,
                                             const std::vector<Identity>& revoked, int days = 30);

}  // namespace sidetone::test
