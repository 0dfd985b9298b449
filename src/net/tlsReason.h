// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/x509.h>

#include <string>

#include "core/Error.h"
#include "net/Tls.h"

namespace sidetone::net {

/// Why a chain was refused, in words. `code` is OpenSSL's X509_V_ERR_..., `at` the certificate
/// that it is about (may be null), `depth` 0 for the server's own.
[[nodiscard]] core::Error chainReason(int code, X509* at, int depth, const std::string& server);
/// The name does not match.
[[nodiscard]] core::Error nameReason(X509* leaf, const PeerIdentity& peer,
                                     const std::string& server);
/// An RSA key of so many bits is too small.
[[nodiscard]] core::Error keyReason(X509* at, int depth, int bits, int least,
                                    const std::string& server);
/// A failure of the handshake itself, with what the library said.
[[nodiscard]] core::Error handshakeReason(const std::string& server, const std::string& said);

}  // namespace sidetone::net
