// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/call/UserAgent.h"

#include <algorithm>

#include "core/text.h"
#include "sip/call/methods.h"

namespace sidetone::sip {
namespace {

constexpr std::size_t mostSessions = 20;

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
         [this](const std::shared_ptr<ServerTransaction>& transaction) {
             cancelled(transaction);
         }});
    ports_.log.hide(account.password);
    registration_ = std::make_shared<Registration>(
        RegistrationPorts{ports.clock, ports.random, ports.log, transport_, layer_, authenticator_},
        std::move(account), [this] {
            if (handlers_.registrationChanged) handlers_.registrationChanged();
        });
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
    std::erase_if(sessions_, [](const auto& session) { return session->isEnded(); });
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
    } else {
        newCall(transaction);
    }
}

void UserAgent::answerOptions(ServerTransaction& transaction) {
    // 11.2: what an INVITE would meet.
    auto response = makeResponse(transaction.request(), 200, ports_.random.hex(4));
    response.headers.add("Allow", std::string(allowedMethods));
    response.headers.add("Accept", "application/sdp");
    response.headers.add("Accept-Language", "en");
    response.headers.add("Supported", "outbound");
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
    auto session = makeSession();
    if (auto status = session->takeIncoming(transaction); !status) {
        std::erase(sessions_, session);
        refuse(*transaction, 400, status.error().answer);
        return;
    }
    ports_.log.info("sip",
                    "A call from " + core::printable(session->remote().uri.shortText(), 100));
    handlers_.incoming(session);
}

std::shared_ptr<InviteSession> UserAgent::sessionOf(const DialogId& id) const {
    const auto at = std::find_if(sessions_.begin(), sessions_.end(),
                                 [&](const auto& session) { return session->owns(id); });
    return at == sessions_.end() ? nullptr : *at;
}

void UserAgent::acknowledged(const Request& ack) {
    if (const auto session = sessionOf(Dialog::idOfRequest(ack))) session->acknowledged(ack);
}

void UserAgent::cancelled(const std::shared_ptr<ServerTransaction>& transaction) {
    const auto sessions = sessions_;
    for (const auto& session : sessions) session->cancelled(transaction);
}

}  // namespace sidetone::sip
