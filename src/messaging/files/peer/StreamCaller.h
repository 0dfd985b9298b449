// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/Task.h"
#include "messaging/files/peer/SocksHandshake.h"
#include "net/PeerLink.h"

namespace sidetone::messaging {

/// Goes to a place and asks for a stream there: a device's door, or a proxy. Dropping it ends the
/// attempt.
class StreamCaller {
public:
    StreamCaller(core::Clock& clock, net::PeerLinks& links) : clock_(clock), links_(links) {}

    /// One at a time; the one before is dropped. Within `patience` for all of it.
    [[nodiscard]] core::Task<std::shared_ptr<net::PeerLink>> call(const net::Endpoint& place,
                                                                  const std::string& name,
                                                                  core::Milliseconds patience);

private:
    void connected(std::shared_ptr<net::PeerLink> link);
    void heard(std::string_view bytes);
    void end(core::Result<std::shared_ptr<net::PeerLink>> outcome);

    core::Clock& clock_;
    net::PeerLinks& links_;
    net::Endpoint place_;
    SocksHandshake handshake_ = SocksHandshake::host();
    std::shared_ptr<net::PeerLink> link_;
    core::Timer limit_;
    core::Promise<std::shared_ptr<net::PeerLink>> promise_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
