// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Task.h"
#include "net/Connection.h"
#include "net/Datagrams.h"
#include "net/Resolver.h"
#include "sip/message/Message.h"
#include "sip/transport/Flow.h"

namespace sidetone::sip {

/// What the transport layer needs from outside.
struct TransportPorts {
    core::Clock& clock;
    core::Log& log;
    net::ConnectionFactory& connections;
    net::DatagramFactory& datagrams;
    net::Resolver& resolver;  ///< for UDP alone; connections resolve for themselves
};

/// Opens flows to servers and turns bytes into messages (RFC 3261 18). Messages that cannot be
/// read are dropped with a log line on UDP, and end the connection on a stream; requests that can
/// be answered get a 400. Protocol thread.
class Transport {
public:
    struct Handlers {
        std::function<void(Message, std::shared_ptr<Flow>)> received;
        /// The flow ended by the other side or a failure; not after our own close().
        std::function<void(std::shared_ptr<Flow>, core::Error)> closed;
        /// A keep-alive was answered.
        std::function<void(std::shared_ptr<Flow>)> pong;
    };

    explicit Transport(TransportPorts ports);
    ~Transport();
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    void setHandlers(Handlers handlers);
    /// An open flow to that server, else a new one. `dscp` marks the packets. Errors as of
    /// net::ConnectionFactory and net::DatagramFactory.
    [[nodiscard]] core::Task<std::shared_ptr<Flow>> open(const Server& server, int dscp);

    /// The same by a new flow, though one is open: after the network changed.
    [[nodiscard]] core::Task<std::shared_ptr<Flow>> openAnew(const Server& server, int dscp);

private:
    class Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace sidetone::sip
