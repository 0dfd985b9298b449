// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "net/Endpoint.h"

namespace sidetone::sip {

/// How SIP travels (RFC 3261 18).
enum class TransportKind { Udp, Tcp, Tls };

/// As in Via: "UDP", "TCP", "TLS".
[[nodiscard]] constexpr std::string_view viaName(TransportKind kind) {
    switch (kind) {
        case TransportKind::Udp:
            return "UDP";
        case TransportKind::Tcp:
            return "TCP";
        case TransportKind::Tls:
            return "TLS";
    }
    return "TLS";
}

/// As the URI parameter `transport`: "udp", "tcp", "tls".
[[nodiscard]] constexpr std::string_view uriName(TransportKind kind) {
    switch (kind) {
        case TransportKind::Udp:
            return "udp";
        case TransportKind::Tcp:
            return "tcp";
        case TransportKind::Tls:
            return "tls";
    }
    return "tls";
}

/// One call server, and how to speak with it. The host is a name or a numeric address; over TLS
/// its certificate must be for this name.
struct Server {
    net::Endpoint endpoint;
    TransportKind transport = TransportKind::Tls;
    friend auto operator<=>(const Server&, const Server&) = default;
};

}  // namespace sidetone::sip
