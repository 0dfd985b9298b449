// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "net/Connection.h"
#include "net/Resolver.h"
#include "net/TlsPolicy.h"

namespace sidetone::net {

class ProxyKeyring;
class ProxyPolicy;

/// Connections over the system's sockets, in the Qt event loop. A host's addresses race with
/// 250 ms between starts (RFC 8305 5). Proxies are used as a policy says; without one, none is,
/// whatever the environment says.
class SocketConnections final : public ConnectionFactory {
public:
    /// All must outlive the factory and what it made.
    SocketConnections(core::Clock& clock, Resolver& resolver,
                      std::shared_ptr<const TlsPolicy> policy);

    /// From now on. Both must outlive the factory; the keyring may be null.
    void useProxies(ProxyPolicy& proxies, ProxyKeyring* keyring) {
        proxies_ = &proxies;
        keyring_ = keyring;
    }

    [[nodiscard]] core::Task<std::shared_ptr<Connection>> connect(ConnectRequest request) override;

private:
    core::Clock& clock_;
    Resolver& resolver_;
    std::shared_ptr<const TlsPolicy> policy_;
    ProxyPolicy* proxies_ = nullptr;
    ProxyKeyring* keyring_ = nullptr;
};

}  // namespace sidetone::net
