// SPDX-License-Identifier: GPL-3.0-or-later
#include "Exchange.h"

#include <algorithm>

#include "sip/message/parseMessage.h"

namespace sidetone::test {

using sip::Dialog;

namespace {

/// The value of a header line is another one.
void replaceLine(std::string& message, const std::string& name, const std::string& value) {
    const auto at = message.find("\r\n" + name + ": ");
    if (at == std::string::npos) return;
    const auto begin = at + name.size() + 4;
    message.replace(begin, message.find("\r\n", begin) - begin, value);
}

}  // namespace

Exchange::Exchange()
    : layer_(clock_, random_, log_),
      authenticator_("exchange", core::Secret("none"), random_),
      watchers_(layer_, random_),
      room_(random_, log_) {
    if (qEnvironmentVariableIsSet("SIDETONE_TEST_LOG")) {
        log_.setLevel(core::LogLevel::Debug);
        log_.setSink([](const core::LogLine& line) {
            std::fprintf(stderr, "exchange %s: %s\n", line.room.c_str(), line.text.c_str());
        });
    }
    auto socket = sockets_.bind({"127.0.0.1", 0}, 0);
    if (!socket) qFatal("%s", socket.error().sentence().c_str());
    socket_ = std::move(*socket);
    socket_->setReceived(
        [this](std::string_view bytes, const net::Endpoint& from) { received(bytes, from); });
    layer_.setHandlers({[this](const std::shared_ptr<sip::ServerTransaction>& transaction) {
                            request(transaction);
                        },
                        [this](const sip::Request& ack) {
                            if (auto* leg = legOf(Dialog::idOfRequest(ack)))
                                leg->session->acknowledged(ack);
                        },
                        [this](const std::shared_ptr<sip::ServerTransaction>& transaction,
                               const sip::Request& cancel) {
                            for (auto& leg : legs_) leg.session->cancelled(transaction, cancel);
                        }});
    watchers_.setDocument([this](const std::string& event, const std::string& user, int version) {
        if (event == "conference") return room_.roster(user, version);
        return "<?xml version=\"1.0\"?>\n<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" "
               "version=\"" +
               std::to_string(version) + "\" state=\"full\" entity=\"sip:" + user +
               "@office.example\">" + lampOf(user) + "</dialog-info>";
    });
}

Exchange::~Exchange() {
    for (auto& leg : legs_) leg.session->setHandlers({});
}

void Exchange::received(std::string_view bytes, const net::Endpoint& from) {
    if (silent_ || bytes.size() < 10) return;
    auto message = sip::parseMessage(bytes);
    if (!message || !sip::validate(*message)) return;
    const auto flow = flowTo(from);
    if (auto* request = std::get_if<sip::Request>(&*message)) {
        const auto name = request->method + " " + whoIs(*flow);
        heard_.push_back(name);
        if (!request->body.empty()) bodies_[name] = request->body;
        const bool isNew = request->method == "INVITE" && sip::toOf(request->headers).tag().empty();
        if (isNew && !timers_.caller.empty()) {
            request->headers.set("Session-Expires", timers_.caller);
        }
    }
    if (const auto* response = std::get_if<sip::Response>(&*message)) {
        if (!response->body.empty()) bodies_["answer " + whoIs(*flow)] = response->body;
    }
    layer_.receive(*message, flow);
}

std::shared_ptr<ServerFlow> Exchange::flowTo(const net::Endpoint& remote) {
    auto& flow = flows_[remote.text()];
    if (!flow) {
        flow = std::make_shared<ServerFlow>(*socket_, remote, [this](std::string message) {
            return silent_ ? std::string("\r\n") : stamp(std::move(message));
        });
    }
    return flow;
}

std::string Exchange::stamp(std::string message) {
    if (message.starts_with("UPDATE")) ++refreshes_;
    if (message.starts_with("INVITE") && message.find("\r\nTo: ") != std::string::npos &&
        !timers_.callee.empty() &&
        message.find(";tag=", message.find("\r\nTo: ")) >
            message.find("\r\n", message.find("\r\nTo: ") + 2)) {
        replaceLine(message, "Session-Expires", timers_.callee);
    }
    // RFC 4579 5.1.
    const auto at = message.find("\r\nContact: <sip:conf");
    if (at != std::string::npos) message.insert(message.find('>', at) + 1, ";isfocus");
    return message;
}

std::string Exchange::whoIs(const sip::Flow& flow) const {
    for (const auto& [user, place] : places_) {
        if (place.flow.get() == &flow) return user;
    }
    return "?";
}

Exchange::Leg* Exchange::legOf(const sip::DialogId& id) {
    const auto at = std::find_if(legs_.begin(), legs_.end(),
                                 [&](const Leg& leg) { return leg.session->owns(id); });
    return at == legs_.end() ? nullptr : &*at;
}

void Exchange::registers(const std::shared_ptr<sip::ServerTransaction>& transaction) {
    const auto& request = transaction->request();
    auto response = sip::makeResponse(request, 200, random_.hex(4));
    if (const auto contact = sip::contactOf(request.headers)) {
        const auto user = sip::toOf(request.headers).uri.user;
        places_[user] = {contact->uri, flowTo(transaction->flow()->remote())};
        response.headers.add("Contact", std::string(request.headers.first("Contact")));
    }
    response.headers.add("Expires", "3600");
    transaction->respond(response);
}

void Exchange::request(const std::shared_ptr<sip::ServerTransaction>& transaction) {
    const auto& request = transaction->request();
    if (request.method == "REGISTER") return registers(transaction);
    if (request.method == "SUBSCRIBE") {
        sip::Uri own;
        own.user = request.uri.user;
        own.host = endpoint().host;
        own.port = endpoint().port;
        return watchers_.take(transaction, own);
    }
    if (sip::toOf(request.headers).tag().empty()) {
        if (request.method == "INVITE") return invited(transaction);
        transaction->respond(sip::makeResponse(request, 200, random_.hex(4)));
        return;
    }
    if (auto* leg = legOf(Dialog::idOfRequest(request))) {
        leg->session->receive(transaction);
    } else {
        transaction->respond(sip::makeResponse(request, 481, random_.hex(4)));
    }
}

int Exchange::count(const std::string& request) const {
    return static_cast<int>(std::count(heard_.begin(), heard_.end(), request));
}

std::string Exchange::bodyOf(const std::string& request) const {
    const auto at = bodies_.find(request);
    return at == bodies_.end() ? std::string() : at->second;
}

std::pair<std::string, std::string> Exchange::newestIds() const {
    for (auto leg = legs_.rbegin(); leg != legs_.rend(); ++leg) {
        if (leg->other != nullptr) return {leg->other->session->callId(), leg->session->callId()};
    }
    return {};
}

int Exchange::liveCalls() const {
    return static_cast<int>(std::count_if(
        legs_.begin(), legs_.end(), [](const Leg& leg) { return leg.session->isEstablished(); }));
}

}  // namespace sidetone::test
