// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/Task.h"
#include "net/Endpoint.h"
#include "net/Tls.h"

namespace sidetone::net {

/// A byte stream to a server: TCP, or TLS over TCP. Made by ConnectionFactory, doubled in tests.
/// Protocol thread. Both callbacks come from the event loop, never from inside a call of ours or
/// a socket's signal, so that a handler may close or destroy the connection.
class Connection {
public:
    struct Handlers {
        /// Bytes arrived. The view is valid during the call.
        std::function<void(std::string_view)> received;
        /// The stream ended, by the other side or by a failure; called once, nothing follows.
        std::function<void(core::Error)> closed;
    };

    virtual ~Connection() = default;
    /// Sets the callbacks; bytes that came before are handed over then.
    virtual void setHandlers(Handlers handlers) = 0;
    virtual void write(std::string_view bytes) = 0;
    /// Starts TLS on a plain connection (STARTTLS). Plain bytes that arrived before and were not
    /// read are dropped, never delivered (RFC 6120 5.4.3.3). Untrusted where it cannot be
    /// verified; the connection is closed then.
    [[nodiscard]] virtual core::Task<void> startTls(PeerIdentity peer,
                                                    std::vector<std::string> alpn) = 0;
    /// Sends what is written and closes; `closed` is not called.
    virtual void close() = 0;
    [[nodiscard]] virtual bool isEncrypted() const = 0;
    /// Empty on a plain connection.
    [[nodiscard]] virtual std::optional<TlsInfo> tls() const = 0;
    [[nodiscard]] virtual Endpoint localEndpoint() const = 0;
    [[nodiscard]] virtual Endpoint remoteEndpoint() const = 0;
    /// Bytes written and not yet given to the system: for back-pressure.
    [[nodiscard]] virtual std::size_t unsent() const = 0;
};

/// What to connect to.
struct ConnectRequest {
    Endpoint server;                ///< name or address; names are resolved by our Resolver
    bool directTls = false;         ///< TLS from the first byte
    PeerIdentity peer;              ///< for direct TLS; where empty, the server's host
    std::vector<std::string> alpn;  ///< "xmpp-client", "sip"; may be empty
    int dscp = 0;                   ///< differentiated services code point, 0 to 63
    core::Milliseconds timeout{10'000};
};

/// Makes connections: addresses of one host race (RFC 8305), TCP_NODELAY is always set, no proxy
/// is used unless the policy says so, TLS is verified by the one policy. Errors: NotFound,
/// Refused, Unreachable, Timeout, Untrusted, each with the address and the reason.
class ConnectionFactory {
public:
    virtual ~ConnectionFactory() = default;
    [[nodiscard]] virtual core::Task<std::shared_ptr<Connection>> connect(
        ConnectRequest request) = 0;
};

}  // namespace sidetone::net
