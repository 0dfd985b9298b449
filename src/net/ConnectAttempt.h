// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "net/AddressRace.h"
#include "net/Connection.h"
#include "net/Resolver.h"
#include "net/TlsPolicy.h"

namespace sidetone::net {

/// One connecting: look up the name, race its addresses, encrypt where asked. It lives by
/// itself until it ends or its task is cancelled.
class ConnectAttempt : public std::enable_shared_from_this<ConnectAttempt> {
public:
    static core::Task<std::shared_ptr<Connection>> start(core::Clock& clock, Resolver& resolver,
                                                         std::shared_ptr<const TlsPolicy> policy,
                                                         ConnectRequest request);

    ConnectAttempt(core::Clock& clock, std::shared_ptr<const TlsPolicy> policy,
                   ConnectRequest request);

private:
    using Outcome = core::Result<std::shared_ptr<Connection>>;
    void begin(Resolver& resolver);
    void race(std::vector<std::string> addresses);
    void connected(SocketHandle socket);
    void outOfTime();
    void finish(Outcome outcome);
    [[nodiscard]] core::Error named(core::Error error) const;

    core::Clock& clock_;
    std::shared_ptr<const TlsPolicy> policy_;
    ConnectRequest request_;
    core::Promise<std::shared_ptr<Connection>> promise_;
    std::shared_ptr<ConnectAttempt> self_;
    std::unique_ptr<AddressRace> race_;
    std::shared_ptr<Connection> connection_;
    core::Timer limit_;
    core::Owner owner_;
};

}  // namespace sidetone::net
