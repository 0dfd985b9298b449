// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sip/auth/Exchange.h"
#include "sip/call/Referral.h"
#include "sip/call/SessionContext.h"
#include "sip/call/SessionTimer.h"
#include "sip/dialog/Dialog.h"

namespace sidetone::sip {

/// How a session ended.
struct SessionEnd {
    enum class Cause {
        Local,      ///< hangUp(), reject()
        Remote,     ///< BYE, or CANCEL before we answered
        Refused,    ///< a 300-699 to our INVITE: `status`
        Elsewhere,  ///< another device took the call (`status` 200) or declined it (603)
        Failed,     ///< `error`
    };
    Cause cause = Cause::Local;
    int status = 0;
    std::string reason;  ///< the response's phrase
    std::optional<core::Error> error;
};

/// What an INVITE says beside its offer; empty texts are left out.
struct InviteHeaders {
    std::string replaces;    ///< RFC 3891: the dialog whose place it takes
    std::string referredBy;  ///< RFC 3892: who asked for this call
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
        /// They ask us to call somebody (RFC 3515). It is accepted already; tellReferrer() is due.
        std::function<void(const Referral&)> referred = {};
        /// How far the other side came with our refer(): a status from 100 to 699, and its phrase.
        /// A final one comes once; a refused REFER has its own status.
        std::function<void(int status, const std::string& phrase)> referProgress = {};
        /// The call server says anew who the other side is (RFC 3325); remote() is it now.
        std::function<void()> identified = {};
    };

    explicit InviteSession(SessionContext context);
    ~InviteSession();
    InviteSession(const InviteSession&) = delete;
    InviteSession& operator=(const InviteSession&) = delete;

    void setHandlers(Handlers handlers) { handlers_ = std::move(handlers); }

    /// Calls. Unavailable without a flow.
    core::Status call(const Uri& target, std::string offer, const InviteHeaders& with = {});
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
    /// Asks the other side to call somebody (RFC 3515). Busy while one such wish is open.
    core::Status refer(const NameAddress& to);
    /// Tells who referred us how far we came; a final status ends it. Nothing where nobody did.
    void tellReferrer(int status, std::string_view phrase = {});
    /// Ends it from whatever state: CANCEL, 603, BYE. `reason` is RFC 3326's text, if any.
    void hangUp(int cause = 0, std::string_view reason = {});

    [[nodiscard]] bool isEstablished() const { return state_ == State::Established; }
    [[nodiscard]] bool isEnded() const { return state_ == State::Ended; }
    /// Ended, or only its BYE is still due.
    [[nodiscard]] bool isOver() const {
        return state_ == State::Ended || state_ == State::Ending || byeAfterAck_;
    }
    /// Their name and address: To of our call, From of theirs.
    [[nodiscard]] const NameAddress& remote() const { return remote_; }
    /// The offer of a new incoming INVITE; empty for a delayed offer.
    [[nodiscard]] const std::string& firstOffer() const { return firstOffer_; }
    [[nodiscard]] const std::string& callId() const { return callId_; }
    /// The dialog, early or not; empty before there is one.
    [[nodiscard]] std::optional<DialogId> dialogId() const;
    /// They said that they take the place of a dialog when they are told to (RFC 3891).
    [[nodiscard]] bool peerTakesReplaces() const { return peerTakesReplaces_; }
    /// They said that they are a conference: its address (isfocus in Contact, RFC 4579 5.1).
    [[nodiscard]] const std::optional<Uri>& focus() const { return focus_; }
    /// The session of ours that this incoming one asks to join; set by the user agent (RFC 3911).
    [[nodiscard]] std::shared_ptr<InviteSession> joined() const { return joined_.lock(); }
    void setJoined(const std::shared_ptr<InviteSession>& other) { joined_ = other; }
    /// The session of ours whose place this incoming one takes; set by the user agent.
    [[nodiscard]] std::shared_ptr<InviteSession> replaced() const { return replaced_; }
    void setReplaced(std::shared_ptr<InviteSession> old) { replaced_ = std::move(old); }
    /// Who sent the call on to us (Diversion of RFC 5806, or Referred-By); empty without.
    [[nodiscard]] const std::string& sentOnBy() const { return sentOnBy_; }
    /// True while our INVITE has no final response.
    [[nodiscard]] bool isCalling() const { return state_ == State::Calling; }
    /// True while their INVITE waits for our answer.
    [[nodiscard]] bool isRinging() const { return state_ == State::Incoming; }
    [[nodiscard]] bool weCalled() const { return weCalled_; }

    // From the user agent.
    [[nodiscard]] bool owns(const DialogId& id) const;
    /// The same request by another way (8.2.2.2).
    [[nodiscard]] bool isMergedWith(const Request& invite) const;
    void receive(const std::shared_ptr<ServerTransaction>& transaction);
    void acknowledged(const Request& ack);
    void cancelled(const std::shared_ptr<ServerTransaction>& transaction, const Request& cancel);
    void flowClosed(const std::shared_ptr<Flow>& flow, const core::Error& error);
    /// The line has a way to its server again: a BYE that had none goes out.
    void lineIsBack();
    /// Forgets the session without a word to the other side: another one took its place.
    void drop();
    /// The server that knew the dialog is gone, and the one in use knows nothing of it: nothing is
    /// changed or refreshed in it any more, and it does not expire.
    void strand();
    [[nodiscard]] bool isStranded() const { return isStranded_; }

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
    void sendInvite(const Uri& target, const std::shared_ptr<Flow>& flow);
    void acknowledge(Dialog& dialog, const Response& response, const Request& invite);
    void byeFork(const Response& response);
    // incoming.cpp
    void sendAccept(const std::string& description);
    void retransmitAccept();
    void readInvite(const Request& invite);
    // following.cpp
    [[nodiscard]] bool followRedirect(const Response& response);
    [[nodiscard]] bool repeatForTimer(const Response& response);
    // reliable.cpp
    void acknowledgeProgress(const Response& response);
    void ringReliably(Response ringing);
    void repeatRinging();
    void receivePrack(const std::shared_ptr<ServerTransaction>& transaction);
    // updating.cpp
    void receiveUpdate(const std::shared_ptr<ServerTransaction>& transaction, Dialog& dialog);
    void answerUpdate(const std::string& description);
    void refresh();
    void refreshAnswered(const Response& response);
    void refreshFailed(core::Error error);
    void sessionExpired();
    void identify(const Headers& headers);
    // referring.cpp
    void referAnswered(const Response& response);
    void referFailed(core::Error error);
    void receiveRefer(const std::shared_ptr<ServerTransaction>& transaction);
    void receiveNotify(const std::shared_ptr<ServerTransaction>& transaction);
    void referEnded(int status, const std::string& phrase);
    // within.cpp
    [[nodiscard]] Dialog* dialogOf(const Request& request);
    void receiveReinvite(const std::shared_ptr<ServerTransaction>& transaction);
    void receiveBye(const std::shared_ptr<ServerTransaction>& transaction);
    void sendReinvite();
    void reinviteAnswered(const Response& response);
    void retryReinvite();
    // ending.cpp
    void sendBye();
    void cancelInvite();
    void end(const SessionEnd& how);
    /// They end a call that rings here: their Reason says whether another device has it.
    void endByThem(const Headers& headers);
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

    void nameAbilities(const Headers& headers);

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

    InviteHeaders headers_;  ///< of our INVITE
    std::string offer_;      ///< of our INVITE
    bool peerTakesReplaces_ = false;
    bool peerTakesUpdate_ = false;
    std::optional<Uri> focus_;
    std::shared_ptr<InviteSession> replaced_;
    std::weak_ptr<InviteSession> joined_;
    std::string sentOnBy_;
    std::vector<Uri> redirects_;  ///< targets still to be tried (RFC 3261 8.1.3.4)
    std::vector<Uri> tried_;
    std::string earlyAnswer_;  ///< the answer of a reliable provisional response

    bool isStranded_ = false;
    SessionTimer timer_;
    std::string lastDescription_;  ///< ours, offer or answer: what a refresh says again
    std::shared_ptr<Exchange> refresh_;
    core::Timer refreshAgain_;
    std::shared_ptr<ServerTransaction> theirUpdate_;

    std::map<std::string, std::uint32_t> acknowledged_;  ///< newest RSeq by remote tag
    std::shared_ptr<Exchange> prack_;
    std::optional<Response> ringing_;  ///< reliable 180 that waits for its PRACK
    std::uint32_t ringingNumber_ = 0;
    core::Milliseconds ringingInterval_{0};
    core::Timer ringingAgain_;
    core::Timer ringingDue_;

    std::shared_ptr<Exchange> refer_;  ///< ours, until its final word
    bool referAccepted_ = false;
    core::Timer referDue_;
    struct TheirRefer {
        std::uint32_t sequence = 0;
        bool first = true;
        bool silent = false;  ///< Refer-Sub: false (RFC 4488)
        std::shared_ptr<Exchange> notify;
    };
    std::optional<TheirRefer> theirRefer_;
    int refersTaken_ = 0;
};

}  // namespace sidetone::sip
