// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/PeerLink.h"
#include "net/Resolver.h"

namespace sidetone::net {

/// PeerLinks over the system's sockets, in the Qt event loop.
class SocketPeerLinks final : public PeerLinks {
public:
    /// Both outlive it and what it made.
    SocketPeerLinks(core::Clock& clock, Resolver& resolver) : clock_(clock), resolver_(resolver) {}

    [[nodiscard]] core::Task<std::shared_ptr<PeerLink>> connect(
        Endpoint place, core::Milliseconds timeout) override;
    [[nodiscard]] core::Result<std::unique_ptr<PeerListener>> listen(
        const std::vector<std::string>& addresses, std::uint16_t firstPort, int count,
        Accepted accepted) override;
    [[nodiscard]] core::Task<std::vector<std::string>> addresses(std::string server) override;

private:
    core::Clock& clock_;
    Resolver& resolver_;
    core::Owner owner_;
};

}  // namespace sidetone::net
