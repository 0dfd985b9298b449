// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "core/Result.h"
#include "net/Endpoint.h"
#include "sip/transport/Server.h"

namespace sidetone::sip {

/// The way to one server: a connection, or a UDP socket that speaks with one address only
/// (a "flow" of RFC 5626). All requests of a line go by its flow, and it takes requests from
/// nowhere else. Protocol thread.
class Flow {
public:
    virtual ~Flow() = default;
    /// Unavailable where the flow has ended.
    virtual core::Status send(std::string_view message) = 0;
    /// Asks for a sign of life (RFC 5626 4.4.1: CRLFCRLF). The answer is Transport's `pong`.
    virtual void ping() = 0;
    virtual void close() = 0;
    [[nodiscard]] virtual bool isOpen() const = 0;
    [[nodiscard]] virtual TransportKind transport() const = 0;
    [[nodiscard]] virtual net::Endpoint local() const = 0;
    [[nodiscard]] virtual net::Endpoint remote() const = 0;

    /// Reliable transports retransmit below us (RFC 3261 17).
    [[nodiscard]] bool isReliable() const { return transport() != TransportKind::Udp; }
};

}  // namespace sidetone::sip
