// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/transport/Transport.h"

#include <algorithm>

#include "core/text.h"
#include "sip/message/parseMessage.h"
#include "sip/transport/DatagramFlow.h"
#include "sip/transport/StreamFlow.h"

namespace sidetone::sip {

using FlowPointer = std::shared_ptr<Flow>;

class Transport::Impl : public std::enable_shared_from_this<Impl> {
public:
    explicit Impl(TransportPorts ports) : ports_(ports) {}

    core::Task<FlowPointer> open(const Server& server, int dscp);
    /// The next open() makes a new flow.
    void forget(const Server& server) {
        std::erase_if(known_, [&](const Known& known) { return known.server == server; });
    }
    Handlers handlers;

private:
    struct Known {
        Server server;
        std::weak_ptr<Flow> flow;
    };

    core::Task<FlowPointer> openStream(const Server& server, int dscp);
    core::Task<FlowPointer> openDatagrams(const Server& server, int dscp);
    FlowPointer startStream(const Server& server, std::shared_ptr<net::Connection> connection);
    core::Result<FlowPointer> startDatagrams(const Server& server, const std::string& address,
                                             int dscp);
    void datagram(std::string_view bytes, const FlowPointer& flow);
    void deliver(Message message, const FlowPointer& flow);

    TransportPorts ports_;
    std::vector<Known> known_;
    core::Owner owner_;
};

core::Task<FlowPointer> Transport::Impl::open(const Server& server, int dscp) {
    // RFC 5923 and RFC 3261 18: a connection that is there is used again.
    std::erase_if(known_, [](const Known& known) {
        const auto flow = known.flow.lock();
        return !flow || !flow->isOpen();
    });
    const auto at = std::find_if(known_.begin(), known_.end(),
                                 [&](const Known& known) { return known.server == server; });
    if (at != known_.end()) return core::Task<FlowPointer>::ready(at->flow.lock());
    return server.transport == TransportKind::Udp ? openDatagrams(server, dscp)
                                                  : openStream(server, dscp);
}

core::Task<FlowPointer> Transport::Impl::openStream(const Server& server, int dscp) {
    net::ConnectRequest request;
    request.server = server.endpoint;
    request.directTls = server.transport == TransportKind::Tls;
    request.dscp = dscp;
    // Device files of call servers say 8 s for a connection (timer of Cisco's own phones).
    request.timeout = core::Milliseconds(8000);
    core::Promise<FlowPointer> promise;
    ports_.connections.connect(std::move(request))
        .then(owner_,
              [this, server, promise](core::Result<std::shared_ptr<net::Connection>> connection) {
                  if (promise.isSettled()) {
                      if (connection) (*connection)->close();
                      return;
                  }
                  if (!connection) {
                      promise.settle(connection.error());
                      return;
                  }
                  promise.settle(startStream(server, std::move(*connection)));
              });
    return promise.task();
}

FlowPointer Transport::Impl::startStream(const Server& server,
                                         std::shared_ptr<net::Connection> connection) {
    auto flow = std::make_shared<StreamFlow>(std::move(connection), server.transport);
    const std::weak_ptr<Impl> weakSelf = weak_from_this();
    const std::weak_ptr<StreamFlow> weakFlow = flow;
    flow->start({[weakSelf, weakFlow](Message message) {
                     const auto self = weakSelf.lock();
                     const auto live = weakFlow.lock();
                     if (self && live) self->deliver(std::move(message), live);
                 },
                 [weakSelf, weakFlow] {
                     const auto self = weakSelf.lock();
                     const auto live = weakFlow.lock();
                     if (self && live && self->handlers.pong) self->handlers.pong(live);
                 },
                 [weakSelf, weakFlow](core::Error error) {
                     const auto self = weakSelf.lock();
                     const auto live = weakFlow.lock();
                     if (self && live && self->handlers.closed) {
                         self->handlers.closed(live, std::move(error));
                     }
                 }});
    known_.push_back({server, flow});
    return flow;
}

core::Task<FlowPointer> Transport::Impl::openDatagrams(const Server& server, int dscp) {
    core::Promise<FlowPointer> promise;
    ports_.resolver.addresses(server.endpoint.host)
        .then(owner_, [this, server, dscp, promise](core::Result<std::vector<std::string>> found) {
            if (promise.isSettled()) return;
            if (!found || found->empty()) {
                promise.settle(found ? core::fail(core::ErrorCode::NotFound,
                                                  "Looking up " + server.endpoint.host,
                                                  "it has no address")
                                     : found.error());
                return;
            }
            promise.settle(startDatagrams(server, found->front(), dscp));
        });
    return promise.task();
}

core::Result<FlowPointer> Transport::Impl::startDatagrams(const Server& server,
                                                          const std::string& address, int dscp) {
    const net::Endpoint remote{address, server.endpoint.port};
    const auto localAddress = ports_.datagrams.localAddressTowards(remote);
    auto socket = ports_.datagrams.bind({localAddress, 0}, dscp);
    if (!socket) return socket.error();
    const net::Endpoint local{localAddress, (*socket)->localEndpoint().port};
    auto flow = std::make_shared<DatagramFlow>(std::move(*socket), local, remote);
    const std::weak_ptr<Impl> weakSelf = weak_from_this();
    const std::weak_ptr<Flow> weakFlow = flow;
    flow->start([weakSelf, weakFlow](std::string_view bytes) {
        const auto self = weakSelf.lock();
        const auto live = weakFlow.lock();
        if (self && live) self->datagram(bytes, live);
    });
    known_.push_back({server, flow});
    return FlowPointer(flow);
}

void Transport::Impl::datagram(std::string_view bytes, const FlowPointer& flow) {
    if (core::trim(bytes).empty()) return;  // a keep-alive
    auto message = parseMessage(bytes);
    if (!message) {
        ports_.log.warning("sip", "Dropped a datagram from " + flow->remote().text() + ": " +
                                      message.error().answer);
        return;
    }
    deliver(std::move(*message), flow);
}

void Transport::Impl::deliver(Message message, const FlowPointer& flow) {
    ports_.log.debug("sip", "from " + flow->remote().text() + ": " + summary(message));
    const auto valid = validate(message);
    if (valid) {
        if (handlers.received) handlers.received(std::move(message), flow);
        return;
    }
    ports_.log.warning(
        "sip", "Refused a message from " + flow->remote().text() + ": " + valid.error().answer);
    // RFC 3261 18.1.2, 18.2.1: a broken response is dropped; a request that has a way back is
    // answered with 400. An ACK is never answered.
    const auto* request = std::get_if<Request>(&message);
    if (request == nullptr || request->method == "ACK" || topVia(request->headers).host.empty()) {
        return;
    }
    [[maybe_unused]] const auto sent =
        flow->send(serialize(makeResponse(*request, 400, "bad", valid.error().answer)));
}

Transport::Transport(TransportPorts ports) : impl_(std::make_shared<Impl>(ports)) {}
Transport::~Transport() = default;

void Transport::setHandlers(Handlers handlers) {
    impl_->handlers = std::move(handlers);
}

core::Task<FlowPointer> Transport::open(const Server& server, int dscp) {
    return impl_->open(server, dscp);
}

core::Task<FlowPointer> Transport::openAnew(const Server& server, int dscp) {
    impl_->forget(server);
    return impl_->open(server, dscp);
}

}  // namespace sidetone::sip
