// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/Log.h"
#include "core/Random.h"
#include "sip/transaction/ClientTransaction.h"
#include "sip/transaction/ServerTransaction.h"

namespace sidetone::sip {

/// All transactions of a user agent: it matches messages to them (RFC 3261 17.1.3, 17.2.3) and
/// drops them when they have ended. Protocol thread.
class TransactionLayer {
public:
    struct Handlers {
        /// A new request, with its transaction.
        std::function<void(const std::shared_ptr<ServerTransaction>&)> request;
        /// An ACK that belongs to a 2xx: it has no transaction (RFC 3261 13.3.1.4).
        std::function<void(const Request&)> acknowledged;
        /// The other side cancelled this INVITE, which is not yet answered (9.2). The CANCEL
        /// itself is answered already.
        std::function<void(const std::shared_ptr<ServerTransaction>&, const Request& cancel)>
            cancelled;
    };

    TransactionLayer(core::Clock& clock, core::Random& random, core::Log& log, Timing timing = {})
        : clock_(clock), random_(random), log_(log), timing_(timing) {}

    void setHandlers(Handlers handlers) { handlers_ = std::move(handlers); }

    /// Sends a request by that flow. A Via with a new branch is put on top (8.1.1.7, RFC 3581
    /// rport, RFC 5923 alias), except for a CANCEL, which has its INVITE's already.
    std::shared_ptr<ClientTransaction> send(Request request, std::shared_ptr<Flow> flow,
                                            ClientHandlers handlers);
    /// Sends an ACK for a 2xx, outside any transaction (13.2.2.4).
    void sendAck(Request& ack, const std::shared_ptr<Flow>& flow);
    void receive(const Message& message, const std::shared_ptr<Flow>& flow);
    /// All client transactions of that flow fail (17.1.4).
    void flowClosed(const std::shared_ptr<Flow>& flow, const core::Error& error);

    [[nodiscard]] std::size_t clientCount() const { return clients_.size(); }
    [[nodiscard]] std::size_t serverCount() const { return servers_.size(); }

private:
    void receiveRequest(const Request& request, const std::shared_ptr<Flow>& flow);
    void receiveResponse(const Response& response);
    void receiveCancel(const Request& request, const std::shared_ptr<Flow>& flow);
    void addVia(Request& request, const Flow& flow);
    void sweep();

    core::Clock& clock_;
    core::Random& random_;
    core::Log& log_;
    Timing timing_;
    Handlers handlers_;
    std::map<std::string, std::shared_ptr<ClientTransaction>> clients_;
    std::map<std::string, std::shared_ptr<ServerTransaction>> servers_;
};

}  // namespace sidetone::sip
