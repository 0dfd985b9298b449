// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "net/AddressRace.h"
#include "net/Connection.h"
#include "net/ProxyPolicy.h"
#include "net/Resolver.h"
#include "net/TlsPolicy.h"
#include "net/proxy/ProxyTunnel.h"

namespace sidetone::net {

/// One connecting: choose the ways, look up the name, race its addresses, go through the proxy
/// where there is one, encrypt where asked. Where one way does not lead to the server, the next
/// is tried. It lives by itself until it ends or its task is cancelled.
class ConnectAttempt : public std::enable_shared_from_this<ConnectAttempt> {
public:
    struct Means {
        core::Clock& clock;
        Resolver& resolver;
        std::shared_ptr<const TlsPolicy> policy;
        ProxyPolicy* proxies = nullptr;   ///< null: everything direct
        ProxyKeyring* keyring = nullptr;  ///< null: proxies get no credentials
    };
    static core::Task<std::shared_ptr<Connection>> start(Means means, ConnectRequest request);

    ConnectAttempt(Means means, ConnectRequest request);

private:
    using Outcome = core::Result<std::shared_ptr<Connection>>;
    void begin();
    void goOn();
    void race(std::vector<std::string> addresses);
    void reached(SocketHandle socket);
    void tunnelled(SocketHandle socket, core::Result<ProxyTunnel::Answer> answer);
    void authorise(const ProxyTunnel::Answer& answer);
    void connected(SocketHandle socket);
    void startLimit();
    void outOfTime();
    /// Takes the next way, or ends with the error.
    void lost(core::Error error);
    void finish(Outcome outcome);
    [[nodiscard]] bool isProxied() const { return way().kind != Route::Kind::Direct; }
    [[nodiscard]] const Route& way() const { return routes_.ways[way_]; }
    [[nodiscard]] std::string tried() const;
    [[nodiscard]] core::Error unreached(core::Error error) const;

    Means means_;
    ConnectRequest request_;
    Routes routes_{{Route{}}, {}};
    std::size_t way_ = 0;  ///< which of the routes is tried
    std::string authorization_;
    std::optional<HttpCredentials> credentials_;  ///< what the proxy was told
    int proxyAttempts_ = 0;
    core::Promise<std::shared_ptr<Connection>> promise_;
    std::shared_ptr<ConnectAttempt> self_;
    std::unique_ptr<AddressRace> race_;
    std::unique_ptr<ProxyTunnel> tunnel_;
    std::shared_ptr<Connection> connection_;
    core::Timer limit_;
    core::Timer wayLimit_;
    core::Owner owner_;
};

}  // namespace sidetone::net
