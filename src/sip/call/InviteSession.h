// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "sip/auth/Exchange.h"
#include "sip/call/SessionContext.h"
#include "sip/dialog/Dialog.h"

namespace sidetone::sip {

/// How a session ended.
struct SessionEnd {
    enum class Cause {
        Local,      ///< hangUp(), reject()
        Remote,     ///< BYE, or CANCEL before we answered
        Refused,    ///< a 300-699 to our INVITE: `status`
        Elsewhere,  ///< cancelled because another device answered
        Failed,     ///< `error`
    };
    Cause cause = Cause::Local;
    int status = 0;
    std::string reason;  ///< the response's phrase
    std::optional<core::Error> error;
};

/// One INVITE session, on either side (RFC 3261 13 to 15). Session descriptions pass through as
/// text: whoever uses this knows media, and hears when an offer or answer is due.
///
/// States: Idle, Calling (INVITE sent), Cancelling, Incoming (their INVITE, not answered),
/// Accepted (200 sent, ACK due), Established, Ending (BYE sent), Ended.
/// Every refusal has its status and a log line. Handlers may destroy the user, not the session.
class InviteSession : public std::enable_shared_from_this<InviteSession> {
public:
    struct Handlers {
        /// 101 to 199 to our INVITE; a description where it carried early media.
        std::function<void(int status, const std::string& description)> progress;
        /// The answer to our newest offer, in a 2xx or an ACK.
        std::function<void(const std::string& description)> answered;
        /// They offer anew; an empty text asks us for an offer. accept() or refuse() is due.
        std::function<void(const std::string& description)> offered;
        /// The session is on: 2xx came, or our 2xx was acknowledged.
        std::function<void()> established;
        /// Our reoffer() came to nothing; what was agreed before stays.
        std::function<void(const core::Error&)> reofferFailed;
        std::function<void(const SessionEnd&)> ended;
    };

    explicit InviteSession(SessionContext context);
    ~InviteSession();
    InviteSession(const InviteSession&) = delete;
    InviteSession& operator=(const InviteSession&) = delete;

    void setHandlers(Handlers handlers) { handlers_ = std::move(handlers); }

    /// Calls. Unavailable without a flow.
    core::Status call(const Uri& target, std::string offer);
    /// Takes a new INVITE.
    core::Status takeIncoming(std::shared_ptr<ServerTransaction> transaction);

    /// 180 to their INVITE.
    void ring();
    /// 200 with a description: the answer to their offer, or an offer where they sent none.
    void accept(std::string description);
    /// Refuses their INVITE (300-699), or their reoffer (488: what was agreed stays).
    void refuse(int status, std::string_view reason = {});
    /// Offers anew within the session (14.1). Busy while another offer is under way.
    core::Status reoffer(std::string description);
    /// Ends it from whatever state: CANCEL, 603, BYE. `reason` is RFC 3326's text, if any.
    void hangUp(int cause = 0, std::string_view reason = {});

    [[nodiscard]] bool isEstablished() const { return state_ == State::Established; }
    [[nodiscard]] bool isEnded() const { return state_ == State::Ended; }
    /// Their name and address: To of our call, From of theirs.
    [[nodiscard]] const NameAddress& remote() const { return remote_; }
    /// The offer of a new incoming INVITE; empty for a delayed offer.
    [[nodiscard]] const std::string& firstOffer() const { return firstOffer_; }
    [[nodiscard]] const std::string& callId() const { return callId_; }

    // From the user agent.
    [[nodiscard]] bool owns(const DialogId& id) const;
    /// The same request by another way (8.2.2.2).
    [[nodiscard]] bool isMergedWith(const Request& invite) const;
    void receive(const std::shared_ptr<ServerTransaction>& transaction);
    void acknowledged(const Request& ack);
    void cancelled(const std::shared_ptr<ServerTransaction>& transaction);
    void flowClosed(const std::shared_ptr<Flow>& flow, const core::Error& error);

private:
    /// Calls a handler by a copy: it may end the session, which drops the handlers.
    template <class Handler, class... Arguments>
    static void tell(Handler handler, const Arguments&... arguments) {
        if (handler) handler(arguments...);
    }

    enum class State { Idle, Calling, Cancelling, Incoming, Accepted, Established, Ending, Ended };

    // outgoing.cpp
    void received(const Response& response);
    void receivedProgress(const Response& response);
    void receivedSuccess(const Response& response);
    void receivedRefusal(const Response& response);
    void acknowledge(Dialog& dialog, const Response& response, const Request& invite);
    void byeFork(const Response& response);
    // incoming.cpp
    void sendAccept(const std::string& description);
    void retransmitAccept();
    // within.cpp
    void receiveReinvite(const std::shared_ptr<ServerTransaction>& transaction);
    void receiveBye(const std::shared_ptr<ServerTransaction>& transaction);
    void sendReinvite();
    void reinviteAnswered(const Response& response);
    void retryReinvite();
    // ending.cpp
    void sendBye();
    void cancelInvite();
    void end(const SessionEnd& how);
    void finish();

    [[nodiscard]] Response respondTo(const ServerTransaction& transaction, int status,
                                     std::string_view reason = {}) const;
    void addOwnHeaders(Request& request, const Flow& flow) const;
    [[nodiscard]] Exchange::Handlers exchangeHandlers(
        void (InviteSession::*onResponse)(const Response&),
        void (InviteSession::*onFailure)(core::Error));
    void inviteFailed(core::Error error);
    void reinviteFailed(core::Error error);
    [[nodiscard]] std::shared_ptr<Exchange> makeExchange(Exchange::Handlers handlers) const;

    SessionContext context_;
    Handlers handlers_;
    State state_ = State::Idle;
    std::string callId_;
    std::string localTag_;
    NameAddress remote_;
    std::string firstOffer_;
    bool weCalled_ = false;

    std::optional<Dialog> dialog_;
    std::map<std::string, Dialog> early_;  ///< by remote tag, while our INVITE is open
    std::shared_ptr<Exchange> invite_;     ///< our INVITE
    std::uint32_t inviteSequence_ = 0;
    bool provisionalSeen_ = false;
    std::string endReason_;  ///< Reason header of BYE or CANCEL

    std::shared_ptr<ServerTransaction> theirs_;  ///< their INVITE or re-INVITE, until its ACK
    std::string lastAccept_;                     ///< description of our 200, for repeating it
    bool offerIsOurs_ = false;                   ///< our 200 carried the offer
    bool byeAfterAck_ = false;
    core::Milliseconds acceptInterval_{0};
    core::Timer acceptAgain_;
    core::Timer ackDue_;

    std::shared_ptr<Exchange> reinvite_;
    std::string reinviteOffer_;
    core::Timer reinviteAgain_;
    std::shared_ptr<Exchange> bye_;
    core::Timer cancelDue_;
};

}  // namespace sidetone::sip
