// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SocketConnections.h"

#include <utility>

#include "net/ConnectAttempt.h"

namespace sidetone::net {

SocketConnections::SocketConnections(core::Clock& clock, Resolver& resolver,
                                     std::shared_ptr<const TlsPolicy> policy)
    : clock_(clock), resolver_(resolver), policy_(std::move(policy)) {}

core::Task<std::shared_ptr<Connection>> SocketConnections::connect(ConnectRequest request) {
    return ConnectAttempt::start({clock_, resolver_, policy_, proxies_, keyring_},
                                 std::move(request));
}

}  // namespace sidetone::net
