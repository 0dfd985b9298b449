// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sip/auth/Exchange.h"
#include "sip/call/SessionContext.h"
#include "sip/dialog/Dialog.h"

namespace sidetone::sip {

/// Keeps one subscription (RFC 6665 4.1): SUBSCRIBE, refreshes, NOTIFYs, and a new one where the
/// server lost or ended it. Protocol thread.
///
/// States: off, asking, active, waiting (for another attempt), refused.
class Subscription : public std::enable_shared_from_this<Subscription> {
public:
    struct Wish {
        Uri target;
        std::string event;   ///< "message-summary", "dialog"
        std::string accept;  ///< content type
        std::chrono::seconds expires{3600};
    };
    struct Handlers {
        std::function<void(const std::string& body)> notified;
        /// Nothing is known any more: refused, or about to be asked anew.
        std::function<void()> lost;
    };

    Subscription(SessionContext context, Wish wish, Handlers handlers);
    ~Subscription();
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;

    void start();
    /// Unsubscribes; nothing is told any more.
    void stop();
    /// The line has another way: what was subscribed by the old one is asked for anew.
    void renew();
    /// What came is not usable (a partial document behind a gap): asks for the whole.
    void askAgain();

    [[nodiscard]] bool owns(const DialogId& id) const {
        return id.callId == callId_ && id.localTag == localTag_;
    }
    [[nodiscard]] bool isActive() const { return dialog_.has_value(); }
    void receive(const std::shared_ptr<ServerTransaction>& transaction);

private:
    void send(std::chrono::seconds expires);
    void answered(const Response& response);
    void failed();
    void retryAfter(std::chrono::seconds wait);

    SessionContext context_;
    Wish wish_;
    Handlers handlers_;
    std::string callId_;
    std::string localTag_;
    std::uint32_t sequence_ = 0;
    std::optional<Dialog> dialog_;
    Request asked_;
    std::shared_ptr<Exchange> exchange_;
    core::Timer timer_;
};

}  // namespace sidetone::sip
