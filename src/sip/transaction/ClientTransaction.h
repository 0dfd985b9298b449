// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/Clock.h"
#include "sip/message/Message.h"
#include "sip/transaction/Timing.h"
#include "sip/transport/Flow.h"

namespace sidetone::sip {

/// What the transaction user hears. `failed` comes once instead of a final response: Timeout
/// (timer B or F) or the transport's error (RFC 3261 17.1.4). Neither comes from inside send().
struct ClientHandlers {
    std::function<void(const Response&)> response;
    std::function<void(core::Error)> failed;
};

/// A client transaction of RFC 3261 17.1, INVITE or not: one request and its responses.
class ClientTransaction {
public:
    virtual ~ClientTransaction() = default;
    virtual void start() = 0;
    virtual void receive(const Response& response) = 0;
    virtual void transportFailed(const core::Error& error) = 0;
    [[nodiscard]] virtual bool isTerminated() const = 0;

    [[nodiscard]] const Request& request() const { return request_; }
    [[nodiscard]] const std::shared_ptr<Flow>& flow() const { return flow_; }
    /// Nobody is told any more; the machine itself goes on to its end.
    void forget() { handlers_ = {}; }

protected:
    ClientTransaction(core::Clock& clock, Timing timing, Request request,
                      std::shared_ptr<Flow> flow, ClientHandlers handlers)
        : clock_(clock),
          timing_(timing),
          request_(std::move(request)),
          flow_(std::move(flow)),
          handlers_(std::move(handlers)) {}

    void tell(const Response& response) const {
        const auto call = handlers_.response;
        if (call) call(response);
    }
    void tellFailed(core::Error error) {
        const auto call = std::exchange(handlers_, {}).failed;
        if (call) call(std::move(error));
    }
    [[nodiscard]] core::Error noAnswer() const {
        return core::fail(core::ErrorCode::Timeout,
                          "Sending " + request_.method + " to " + flow_->remote().text(),
                          "no answer came",
                          "Check the network, or ask your administrator whether the call server "
                          "is up.");
    }

    core::Clock& clock_;
    Timing timing_;
    Request request_;
    std::shared_ptr<Flow> flow_;
    ClientHandlers handlers_;
};

}  // namespace sidetone::sip
