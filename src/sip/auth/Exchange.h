// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "sip/auth/Authenticator.h"
#include "sip/transaction/TransactionLayer.h"

namespace sidetone::sip {

/// One request until its answer, with as many transactions as authentication takes: a 401 or 407
/// is answered with credentials, a new branch and the next CSeq (RFC 3261 22.2).
class Exchange : public std::enable_shared_from_this<Exchange> {
public:
    struct Handlers {
        /// Every response but the challenges that could be answered.
        std::function<void(const Response&)> response;
        /// Timeout, transport, or credentials refused.
        std::function<void(core::Error)> failed;
        /// The CSeq number for a repeated request.
        std::function<std::uint32_t()> nextSequence;
    };

    Exchange(TransactionLayer& layer, Authenticator& authenticator, Handlers handlers)
        : layer_(layer), authenticator_(authenticator), handlers_(std::move(handlers)) {}
    ~Exchange();
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    void start(Request request, std::shared_ptr<Flow> flow);
    /// The request as last sent: what an ACK and a CANCEL refer to.
    [[nodiscard]] const Request& request() const { return request_; }
    [[nodiscard]] const std::shared_ptr<Flow>& flow() const { return flow_; }
    /// RFC 3261 9.1: sends a CANCEL; only after a provisional response.
    void cancel();
    /// Nobody listens any more.
    void forget() { handlers_ = {}; }

private:
    /// Fetches a token where the server takes them, then sends. Where there is none, the request
    /// goes out as it is: the server has the last word.
    void authoriseAndSend();
    void send();
    void repeat();
    [[nodiscard]] core::Status readChallenge(const Response& response);
    [[nodiscard]] Channel channel() const;
    void received(const Response& response);
    void failed(core::Error error);

    TransactionLayer& layer_;
    Authenticator& authenticator_;
    Handlers handlers_;
    Request request_;
    std::shared_ptr<Flow> flow_;
    std::shared_ptr<ClientTransaction> transaction_;
    int challenges_ = 0;
    int refusedTokens_ = 0;
    core::Owner owner_;
};

}  // namespace sidetone::sip
