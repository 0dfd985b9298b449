// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/x509.h>

#include <optional>
#include <string>

#include "core/Error.h"
#include "net/Tls.h"
#include "net/TlsFault.h"

namespace sidetone::net {

/// Why a chain was refused, in words. `code` is OpenSSL's X509_V_ERR_..., `at` the certificate
/// that it is about (may be null), `depth` 0 for the server's own.
[[nodiscard]] core::Error chainReason(int code, X509* at, int depth, const std::string& server);
/// The same for machines.
[[nodiscard]] TlsFault faultOf(int code);
/// Its authority took it back, on that day; `when` is empty where it is not known.
[[nodiscard]] core::Error revokedReason(X509* at, int depth, std::optional<core::WallTime> when,
                                        const std::string& server);
/// What comes instead where the person accepted another certificate of this server before.
[[nodiscard]] core::Error changedReason(core::Error refused, core::WallTime accepted);
/// The name does not match.
[[nodiscard]] core::Error nameReason(X509* leaf, const PeerIdentity& peer,
                                     const std::string& server);
/// An RSA key of so many bits is too small.
[[nodiscard]] core::Error keyReason(X509* at, int depth, int bits, int least,
                                    const std::string& server);
/// A failure of the handshake itself, with what the library said.
[[nodiscard]] core::Error handshakeReason(const std::string& server, const std::string& said);

}  // namespace sidetone::net
