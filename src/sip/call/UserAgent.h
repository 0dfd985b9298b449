// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "sip/call/InviteSession.h"
#include "sip/events/Publication.h"
#include "sip/events/Subscription.h"
#include "sip/registration/Registration.h"

namespace sidetone::sip {

/// What a user agent takes from outside; all outlive it.
struct AgentPorts {
    core::Clock& clock;
    core::Random& random;
    core::Log& log;
    net::ConnectionFactory& connections;
    net::DatagramFactory& datagrams;
    net::Resolver& resolver;
};

/// One line's SIP: it registers, calls, and takes calls (RFC 3261 8). Requests come in only by
/// the line's own flow. Protocol thread; handlers may call back in, but not destroy it.
class UserAgent {
public:
    struct Handlers {
        std::function<void()> registrationChanged;
        /// A new call. ring(), accept() or refuse() is due, now or later.
        std::function<void(const std::shared_ptr<InviteSession>&)> incoming;
        /// A NOTIFY that was not subscribed: call managers tell of messages so.
        std::function<void(const std::string& event, const std::string& body)> told = {};
    };

    UserAgent(AgentPorts ports, Account account, Handlers handlers, Timing timing = {});
    ~UserAgent();
    UserAgent(const UserAgent&) = delete;
    UserAgent& operator=(const UserAgent&) = delete;

    void start() { registration_->start(); }
    /// Ends all calls, unregisters, then `done`.
    void stop(std::function<void()> done);
    void retryNow() { registration_->retryNow(); }
    /// Our address changed: the line moves to a new flow before it leaves the old one.
    void networkChanged() { registration_->networkChanged(); }

    [[nodiscard]] const Registration& registration() const { return *registration_; }
    [[nodiscard]] const std::shared_ptr<Flow>& flow() const { return registration_->flow(); }
    /// A session to be called with; set its handlers, then call().
    [[nodiscard]] std::shared_ptr<InviteSession> makeSession();
    /// Subscribes; it lives as long as somebody holds it.
    [[nodiscard]] std::shared_ptr<Subscription> subscribe(Subscription::Wish wish,
                                                          Subscription::Handlers handlers);
    /// State of the line that its server is told; it lives as long as somebody holds it.
    [[nodiscard]] std::shared_ptr<Publication> makePublication(Publication::Wish wish);

private:
    void received(const Message& message, const std::shared_ptr<Flow>& flow);
    void request(const std::shared_ptr<ServerTransaction>& transaction);
    void requestWithin(const std::shared_ptr<ServerTransaction>& transaction);
    void requestOutside(const std::shared_ptr<ServerTransaction>& transaction);
    void newCall(const std::shared_ptr<ServerTransaction>& transaction);
    /// The session that an INVITE's Replaces names; an error's number is the refusal that is due
    /// (RFC 3891 3): null and 0 where it names none.
    struct ReplacedSession {
        std::shared_ptr<InviteSession> session;
        int refusal = 0;
        std::string why;
    };
    [[nodiscard]] ReplacedSession replacedBy(const Request& invite) const;
    /// The same of Join (RFC 3911 4), which leaves that session as it is.
    [[nodiscard]] ReplacedSession joinedBy(const Request& invite) const;
    void toldUnasked(ServerTransaction& transaction);
    void answerOptions(ServerTransaction& transaction);
    void acknowledged(const Request& ack);
    void cancelled(const std::shared_ptr<ServerTransaction>& transaction, const Request& cancel);
    void flowClosed(const std::shared_ptr<Flow>& flow, const core::Error& error);
    void refuse(ServerTransaction& transaction, int status, std::string_view why);
    [[nodiscard]] std::shared_ptr<InviteSession> sessionOf(const DialogId& id) const;
    [[nodiscard]] SessionContext context();
    void sweep();
    void registrationChanged();

    AgentPorts ports_;
    Handlers handlers_;
    Timing timing_;
    Transport transport_;
    TransactionLayer layer_;
    Authenticator authenticator_;
    std::shared_ptr<Registration> registration_;
    std::vector<std::shared_ptr<InviteSession>> sessions_;
    std::vector<std::weak_ptr<Subscription>> subscriptions_;
    std::deque<DialogId> past_;  ///< dialogs that have ended, newest last
};

}  // namespace sidetone::sip
