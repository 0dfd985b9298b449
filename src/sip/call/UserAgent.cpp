// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/call/UserAgent.h"

#include <algorithm>

#include "core/text.h"
#include "sip/call/methods.h"
#include "sip/dialog/Replaces.h"

namespace sidetone::sip {
namespace {

constexpr std::size_t mostSessions = 20;
constexpr std::size_t mostPast = 50;

}  // namespace

UserAgent::UserAgent(AgentPorts ports, Account account, Handlers handlers, Timing timing)
    : ports_(ports),
      handlers_(std::move(handlers)),
      timing_(timing),
      transport_({ports.clock, ports.log, ports.connections, ports.datagrams, ports.resolver}),
      layer_(ports.clock, ports.random, ports.log, timing),
      authenticator_(account.authUser, account.password, ports.random, account.tokens) {
    transport_.setHandlers(
        {[this](const Message& message, const std::shared_ptr<Flow>& flow) {
             received(message, flow);
         },
         [this](const std::shared_ptr<Flow>& flow, const core::Error& error) {
             flowClosed(flow, error);
         },
         [this](const std::shared_ptr<Flow>& flow) { registration_->pong(flow); }});
    layer_.setHandlers(
        {[this](const std::shared_ptr<ServerTransaction>& transaction) { request(transaction); },
         [this](const Request& ack) { acknowledged(ack); },
         [this](const std::shared_ptr<ServerTransaction>& transaction, const Request& cancel) {
             cancelled(transaction, cancel);
         }});
    ports_.log.hide(account.password);
    registration_ = std::make_shared<Registration>(
        RegistrationPorts{ports.clock, ports.random, ports.log, transport_, layer_, authenticator_,
                          [this] {
                              sweep();
                              return sessions_.empty();
                          }},
        std::move(account), [this] {
            // Sessions come first: what waited for the line goes out before anybody hears of it.
            registrationChanged();
        });
}

void UserAgent::registrationChanged() {
    if (registration_->state() == RegistrationState::Registered) {
        const auto sessions = sessions_;
        for (const auto& session : sessions) session->lineIsBack();
    }
    if (handlers_.registrationChanged) handlers_.registrationChanged();
}

UserAgent::~UserAgent() {
    transport_.setHandlers({});
    layer_.setHandlers({});
}

void UserAgent::stop(std::function<void()> done) {
    const auto sessions = sessions_;
    for (const auto& session : sessions) session->hangUp();
    registration_->stop(std::move(done));
}

SessionContext UserAgent::context() {
    return {ports_.clock,   ports_.random,
            ports_.log,     layer_,
            authenticator_, registration_->account(),
            timing_,        [this] { return registration_->flow(); }};
}

std::shared_ptr<InviteSession> UserAgent::makeSession() {
    sweep();
    auto session = std::make_shared<InviteSession>(context());
    sessions_.push_back(session);
    return session;
}

void UserAgent::sweep() {
    std::erase_if(sessions_, [this](const auto& session) {
        if (!session->isEnded()) return false;
        if (const auto id = session->dialogId()) past_.push_back(*id);
        return true;
    });
    while (past_.size() > mostPast) past_.pop_front();
}

void UserAgent::received(const Message& message, const std::shared_ptr<Flow>& flow) {
    layer_.receive(message, flow);
    sweep();
}

void UserAgent::flowClosed(const std::shared_ptr<Flow>& flow, const core::Error& error) {
    // The registration first: it judges the loss, not the failed refresh that comes of it.
    registration_->flowClosed(flow, error);
    layer_.flowClosed(flow, error);
    const auto sessions = sessions_;
    for (const auto& session : sessions) session->flowClosed(flow, error);
    sweep();
}

void UserAgent::refuse(ServerTransaction& transaction, int status, std::string_view why) {
    ports_.log.info("sip", "Refused " + summary(transaction.request()) + " with " +
                               std::to_string(status) + ": " + std::string(why));
    transaction.respond(makeResponse(transaction.request(), status, ports_.random.hex(4)));
}

void UserAgent::request(const std::shared_ptr<ServerTransaction>& transaction) {
    const auto& request = transaction->request();
    if (auto refusal = refusalOf(request, ports_.random.hex(4))) {
        ports_.log.info("sip", "Refused " + summary(request) + " with " +
                                   std::to_string(refusal->status) + " " + refusal->reason);
        transaction->respond(*refusal);
        return;
    }
    if (toOf(request.headers).tag().empty()) {
        requestOutside(transaction);
    } else {
        requestWithin(transaction);
    }
}

void UserAgent::requestWithin(const std::shared_ptr<ServerTransaction>& transaction) {
    // 12.2.2: 481 where the dialog is not (or no longer) known.
    if (const auto session = sessionOf(Dialog::idOfRequest(transaction->request()))) {
        session->receive(transaction);
        return;
    }
    const auto id = Dialog::idOfRequest(transaction->request());
    const auto at =
        std::find_if(subscriptions_.begin(), subscriptions_.end(), [&](const auto& weak) {
            const auto subscription = weak.lock();
            return subscription && subscription->owns(id);
        });
    if (at != subscriptions_.end()) {
        at->lock()->receive(transaction);
    } else {
        refuse(*transaction, 481, "no such call");
    }
}

void UserAgent::requestOutside(const std::shared_ptr<ServerTransaction>& transaction) {
    const auto& request = transaction->request();
    const auto& account = registration_->account();
    if (!request.uri.isSip()) {
        refuse(*transaction, 416, "not a SIP address");  // 8.2.2.1
    } else if (request.uri.user != account.contactUser && request.uri.user != account.user) {
        refuse(*transaction, 404, "not this line");
    } else if (request.method == "OPTIONS") {
        answerOptions(*transaction);
    } else if (request.method == "BYE") {
        refuse(*transaction, 481, "a BYE without a call");
    } else if (request.method == "REFER") {
        // A stranger's wish that this phone calls somebody, without a call with them.
        refuse(*transaction, 403, "a transfer without a call");
    } else if (request.method == "NOTIFY") {
        toldUnasked(*transaction);
    } else if (request.method == "INVITE") {
        newCall(transaction);
    } else {
        refuse(*transaction, 481, "it belongs to no call");
    }
}

void UserAgent::toldUnasked(ServerTransaction& transaction) {
    const auto& request = transaction.request();
    const auto event = request.headers.first("Event");
    const auto name = core::lowerAscii(core::trim(event.substr(0, event.find(';'))));
    // Call managers tell of the mailbox and of a shared line's calls so.
    if ((name != "message-summary" && name != "dialog") || !handlers_.told) {
        refuse(transaction, 481, "nobody asked for it");
        return;
    }
    transaction.respond(makeResponse(request, 200, ports_.random.hex(4)));
    handlers_.told(name, request.body);
}

std::shared_ptr<Subscription> UserAgent::subscribe(Subscription::Wish wish,
                                                   Subscription::Handlers handlers) {
    std::erase_if(subscriptions_, [](const auto& weak) { return weak.expired(); });
    auto subscription =
        std::make_shared<Subscription>(context(), std::move(wish), std::move(handlers));
    subscriptions_.push_back(subscription);
    subscription->start();
    return subscription;
}

std::shared_ptr<Publication> UserAgent::makePublication(Publication::Wish wish) {
    return std::make_shared<Publication>(context(), std::move(wish));
}

void UserAgent::answerOptions(ServerTransaction& transaction) {
    // 11.2: what an INVITE would meet.
    auto response = makeResponse(transaction.request(), 200, ports_.random.hex(4));
    response.headers.add("Allow", std::string(allowedMethods));
    response.headers.add("Accept", "application/sdp");
    response.headers.add("Accept-Language", "en");
    response.headers.add("Supported", "outbound, " + std::string(supportedExtensions));
    transaction.respond(response);
}

void UserAgent::newCall(const std::shared_ptr<ServerTransaction>& transaction) {
    const bool merged = std::any_of(sessions_.begin(), sessions_.end(), [&](const auto& session) {
        return session->isMergedWith(transaction->request());
    });
    if (merged) {
        refuse(*transaction, 482, "the same call came by another way");
        return;
    }
    if (sessions_.size() >= mostSessions || !handlers_.incoming) {
        refuse(*transaction, 486, "too many calls");
        return;
    }
    if (SessionTimer::isTooSmall(transaction->request())) {
        auto response = makeResponse(transaction->request(), 422, ports_.random.hex(4));
        response.headers.add("Min-SE", std::to_string(SessionTimer::least.count()));
        transaction->respond(response);
        return;
    }
    const auto replaced = replacedBy(transaction->request());
    if (replaced.refusal != 0) {
        refuse(*transaction, replaced.refusal, replaced.why);
        return;
    }
    const auto joined = joinedBy(transaction->request());
    if (joined.refusal != 0) {
        refuse(*transaction, joined.refusal, joined.why);
        return;
    }
    auto session = makeSession();
    session->setReplaced(replaced.session);
    session->setJoined(joined.session);
    if (auto status = session->takeIncoming(transaction); !status) {
        std::erase(sessions_, session);
        refuse(*transaction, 400, status.error().answer);
        return;
    }
    ports_.log.info("sip",
                    "A call from " + core::printable(session->remote().uri.shortText(), 100));
    handlers_.incoming(session);
}

UserAgent::ReplacedSession UserAgent::replacedBy(const Request& invite) const {
    const auto count = invite.headers.count("Replaces");
    if (count == 0) return {};
    if (count > 1 || invite.headers.has("Join")) return {nullptr, 400, "Replaces with another"};
    const auto replaces = Replaces::parse(invite.headers.first("Replaces"));
    if (!replaces) return {nullptr, 400, replaces.error().answer};
    const auto id = replaces->dialog();
    const auto session = sessionOf(id);
    if (session && !session->isOver()) {
        // RFC 3891 3: a call that rings here cannot be taken over, one that is answered not by
        // an INVITE for early ones alone.
        if (session->isRinging()) return {nullptr, 481, "the call to replace is not answered"};
        if (session->isEstablished() && replaces->earlyOnly) {
            return {nullptr, 486, "the call to replace is answered"};
        }
        return {session, 0, {}};
    }
    if (session || std::find(past_.begin(), past_.end(), id) != past_.end()) {
        return {nullptr, 603, "the call to replace has ended"};
    }
    return {nullptr, 481, "the call to replace is not known"};
}

UserAgent::ReplacedSession UserAgent::joinedBy(const Request& invite) const {
    const auto count = invite.headers.count("Join");
    if (count == 0) return {};
    if (count > 1) return {nullptr, 400, "more than one Join"};
    // RFC 3911 7.1 writes a dialog as Replaces does.
    const auto join = Replaces::parse(invite.headers.first("Join"));
    if (!join) return {nullptr, 400, "bad Join"};
    const auto session = sessionOf(join->dialog());
    if (!session) return {nullptr, 481, "the call to join is not known"};
    if (session->isOver()) return {nullptr, 603, "the call to join has ended"};
    if (!session->isEstablished()) return {nullptr, 481, "the call to join is not answered"};
    return {session, 0, {}};
}

std::shared_ptr<InviteSession> UserAgent::sessionOf(const DialogId& id) const {
    const auto at = std::find_if(sessions_.begin(), sessions_.end(),
                                 [&](const auto& session) { return session->owns(id); });
    return at == sessions_.end() ? nullptr : *at;
}

void UserAgent::acknowledged(const Request& ack) {
    if (const auto session = sessionOf(Dialog::idOfRequest(ack))) session->acknowledged(ack);
}

void UserAgent::cancelled(const std::shared_ptr<ServerTransaction>& transaction,
                          const Request& cancel) {
    const auto sessions = sessions_;
    for (const auto& session : sessions) session->cancelled(transaction, cancel);
}

}  // namespace sidetone::sip
