// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Secret.h"
#include "net/Endpoint.h"

namespace sidetone::test {

/// Signs in to XMPP over direct TLS with SASL PLAIN; true where the server said success. It
/// judges no certificates.
[[nodiscard]] bool signsInToXmpp(const net::Endpoint& server, const std::string& domain,
                                 const std::string& user, const core::Secret& password);

/// Registers by UDP with digest as `identity` (a number or a name); returns the last answer's
/// status code, 0 where there was none.
[[nodiscard]] int registers(const net::Endpoint& registrar, const std::string& domain,
                            const std::string& identity, const std::string& user,
                            const core::Secret& password);

/// How many records a name server returns for a service name; -1 where it does not answer.
[[nodiscard]] int countServiceRecords(const std::string& nameServer, const std::string& name,
                                      int milliseconds = 500);

/// What OpenSSL says of a server's certificate, asked for by `name`: X509_V_OK (0) or an error;
/// -1 where there was no handshake.
[[nodiscard]] long verifyCertificate(const net::Endpoint& server, const std::string& name,
                                     const std::string& rootFile);

}  // namespace sidetone::test
