// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/x509v3.h>

#include <memory>
#include <string>
#include <string_view>

#include "net/Tls.h"

namespace sidetone::net {

struct FreeX509 {
    void operator()(X509* certificate) const { X509_free(certificate); }
};
using CertificateHandle = std::unique_ptr<X509, FreeX509>;

/// Null where the bytes are no certificate.
[[nodiscard]] CertificateHandle readDer(std::string_view der);
[[nodiscard]] CertificateInfo describe(X509* certificate);
/// The certificate's common name, or its whole subject where it has none.
[[nodiscard]] std::string shortName(const X509_NAME* name);
/// Bits of an RSA key; 0 for other kinds.
[[nodiscard]] int rsaBits(X509* certificate);
[[nodiscard]] core::WallTime wallTime(const ASN1_TIME* time);
/// "3 May 2026".
[[nodiscard]] std::string dayText(core::WallTime time);

/// True where the certificate is for one of the peer's names (RFC 6125). The common name counts
/// only where there are no alternative names at all. For a service, SRVName (RFC 4985) and
/// XmppAddr (RFC 6120 13.7.1.4) count too.
[[nodiscard]] bool isFor(X509* certificate, const PeerIdentity& peer);

}  // namespace sidetone::net
