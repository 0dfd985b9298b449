// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "net/Endpoint.h"

namespace sidetone::office {

// Short questions to servers, blocking, for threads that may wait. Hosts are IPv4 literals. Each
// takes `milliseconds` at most; an empty answer means none.

/// Sends one datagram and returns the first one that comes back. "@PORT@" in the question is
/// replaced by the own port.
[[nodiscard]] std::string askByUdp(const net::Endpoint& server, std::string question,
                                   int milliseconds = 100);
/// Connects, sends, and reads until `enough` is in the answer, the peer closes, or time is up.
[[nodiscard]] std::string askByTcp(const net::Endpoint& server, std::string_view question,
                                   std::string_view enough, int milliseconds = 100);
/// The same inside TLS; the certificate is not judged: a server with a wrong one is still up.
[[nodiscard]] std::string askByTls(const net::Endpoint& server, std::string_view question,
                                   std::string_view enough, int milliseconds = 200);

}  // namespace sidetone::office
