// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <string>
#include <vector>

#include "core/Task.h"
#include "net/AddressRace.h"
#include "net/ProxyPolicy.h"
#include "net/proxy/ProxyKeyring.h"

namespace sidetone::net {

/// Makes a way through a proxy on a socket that is connected to it: CONNECT of HTTP (RFC 9110
/// 9.3.6) or SOCKS 5 (RFC 1928, RFC 1929). Afterwards the socket is as if connected to the
/// server. The head of an answer may have 16 KiB.
///
/// States: Fresh -> Head (CONNECT) -> ended; Fresh -> Methods -> [Password] -> Connecting ->
/// ended (SOCKS).
class ProxyTunnel {
public:
    struct Answer {
        bool isThrough = false;
        int status = 0;                    ///< of HTTP; 407 for SOCKS that wants a password
        std::vector<std::string> schemes;  ///< values of Proxy-Authenticate
        std::string why;                   ///< SOCKS: what the proxy said
    };
    /// `authorization`: the value of Proxy-Authorization, or empty; `credentials` are for SOCKS.
    ProxyTunnel(SocketHandle socket, Route way, Endpoint server, std::string authorization,
                std::optional<HttpCredentials> credentials);
    ProxyTunnel(const ProxyTunnel&) = delete;
    ProxyTunnel& operator=(const ProxyTunnel&) = delete;

    /// Settles once. Unavailable where the proxy closes, BadAnswer where it speaks something else.
    [[nodiscard]] core::Task<Answer> run();

private:
    enum class State { Head, Methods, Password, Connecting, Ended };
    void begin();
    void advance();
    bool takeHead();
    bool takeMethods();
    bool takePassword();
    bool takeConnected();
    void sayWhere();
    void finish(core::Result<Answer> answer);
    [[nodiscard]] std::string take(qint64 size);

    SocketHandle socket_;
    Route way_;
    Endpoint server_;
    std::string authorization_;
    std::optional<HttpCredentials> credentials_;
    State state_ = State::Head;
    core::Promise<Answer> promise_;
    QObject context_;  ///< ends the signals' calls with this object
};

}  // namespace sidetone::net
