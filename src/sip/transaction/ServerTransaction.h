// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/Clock.h"
#include "sip/message/Message.h"
#include "sip/transaction/Timing.h"
#include "sip/transport/Flow.h"

namespace sidetone::sip {

/// A server transaction of RFC 3261 17.2: one request from the other side, and our responses.
class ServerTransaction {
public:
    virtual ~ServerTransaction() = default;
    /// Sends a response. A second final one is ignored, except that an INVITE's 2xx may be sent
    /// again (RFC 6026 7.1: the transaction user retransmits it).
    virtual void respond(const Response& response) = 0;
    /// A retransmission of the request, or an INVITE's ACK.
    virtual void receive(const Request& request) = 0;
    [[nodiscard]] virtual bool isTerminated() const = 0;
    /// True once a final response went out.
    [[nodiscard]] virtual bool isAnswered() const = 0;

    /// An INVITE answered with 2xx: its ACK belongs to the transaction user (RFC 6026 7.1).
    [[nodiscard]] virtual bool isAccepted() const { return false; }

    [[nodiscard]] const Request& request() const { return request_; }
    [[nodiscard]] const std::shared_ptr<Flow>& flow() const { return flow_; }

protected:
    ServerTransaction(core::Clock& clock, Timing timing, Request request,
                      std::shared_ptr<Flow> flow)
        : clock_(clock), timing_(timing), request_(std::move(request)), flow_(std::move(flow)) {}

    /// RFC 3261 18.2.2: back on the flow that the request came by. Where it ended, the response
    /// is lost, and the other side's timers tell it so.
    void send(const std::string& bytes) const {
        [[maybe_unused]] const auto sent = flow_->send(bytes);
    }

    core::Clock& clock_;
    Timing timing_;
    Request request_;
    std::shared_ptr<Flow> flow_;
};

}  // namespace sidetone::sip
