// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <utility>

#include "ScriptedConnection.h"
#include "VirtualClock.h"
#include "sip/call/UserAgent.h"
#include "sip/transport/StreamFramer.h"

namespace sidetone::sip::test {

/// No datagrams and no names: these tests speak over scripted TLS connections.
class NoDatagrams final : public net::DatagramFactory {
public:
    core::Result<std::unique_ptr<net::DatagramSocket>> bind(const net::Endpoint&, int) override {
        return core::fail(core::ErrorCode::Unsupported, "Binding", "not here");
    }
    [[nodiscard]] std::string localAddressTowards(const net::Endpoint&) const override {
        return {};
    }
};
class NoResolver final : public net::Resolver {
public:
    core::Task<std::vector<net::SrvRecord>> srv(std::string) override { return {}; }
    core::Task<std::vector<std::string>> addresses(std::string) override { return {}; }
    [[nodiscard]] std::vector<std::string> nameServers() const override { return {}; }
};

/// The call server's end of a line, told by the test what to say, in virtual time.
class ScriptedServer {
public:
    static Account account() {
        Account account;
        account.servers = {{{"one.office.example", 5061}, TransportKind::Tls},
                           {{"two.office.example", 5061}, TransportKind::Tls}};
        account.domain = "office.example";
        account.user = "2001";
        account.displayName = "Anna";
        account.authUser = "anna";
        account.password = core::Secret("secret-word");
        account.contactUser = "c0ffee";
        account.instanceId = "00000000-0000-0000-0000-005056a1b2c3";
        return account;
    }

    explicit ScriptedServer(Account with = account())
        : agent({clock, random, log, connections, datagrams, resolver}, std::move(with),
                {[this] { states.push_back(agent.registration().state()); },
                 [this](const std::shared_ptr<InviteSession>& session) {
                     incoming.push_back(session);
                 }}) {}

    /// The next request of the client; method empty where it sent none (or a response first).
    Request request() {
        const auto message = next();
        if (message && std::holds_alternative<Request>(*message))
            return std::get<Request>(*message);
        return {};
    }
    /// The next response of the client; status 0 where it sent none.
    Response response() {
        const auto message = next();
        if (message && std::holds_alternative<Response>(*message)) {
            return std::get<Response>(*message);
        }
        return {};
    }
    /// Nothing was sent that was not looked at.
    bool isQuiet() {
        collect();
        return sent_.empty();
    }
    void inject(const Request& request) {
        connections.last().inject(serialize(request));
        clock.settle();
    }
    void inject(const Response& response) {
        connections.last().inject(serialize(response));
        clock.settle();
    }
    void reply(const Request& to, int status,
               const std::vector<std::pair<std::string, std::string>>& headers = {},
               const std::string& body = {}, const std::string& tag = "srv") {
        auto response = makeResponse(to, status, tag);
        for (const auto& [name, value] : headers) response.headers.add(name, value);
        if (!body.empty()) response.headers.add("Content-Type", "application/sdp");
        response.body = body;
        inject(response);
    }
    /// Registers without a challenge.
    bool registerLine() {
        agent.start();
        const auto asked = request();
        reply(asked, 200,
              {{"Contact", std::string(asked.headers.first("Contact")) + ";expires=600"}});
        return agent.registration().state() == RegistrationState::Registered;
    }
    /// An INVITE of Ben's to this line.
    [[nodiscard]] static Request invite(const std::string& sdp, const std::string& branch = "in") {
        Request request;
        request.method = "INVITE";
        request.uri = *Uri::parse("sip:c0ffee@127.0.0.1:40000;transport=tls");
        request.headers.add("Via", "SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK" + branch);
        request.headers.add("Record-Route", "<sip:192.0.2.1;lr>");
        request.headers.add("From", "\"Ben\" <sip:ben@office.example>;tag=ben");
        request.headers.add("To", "<sip:2001@office.example>");
        request.headers.add("Call-ID", "call-of-ben");
        request.headers.add("CSeq", "7 INVITE");
        request.headers.add("Contact", "<sip:ben@192.0.2.77:5070>");
        request.headers.add("Max-Forwards", "70");
        if (!sdp.empty()) request.headers.add("Content-Type", "application/sdp");
        request.body = sdp;
        return request;
    }
    /// A request of Ben's within the call that `invite` began and `answer` confirmed.
    [[nodiscard]] static Request within(const Request& invite, const Response& answer,
                                        const std::string& method, int number,
                                        const std::string& branch) {
        auto request = invite;
        request.method = method;
        request.body.clear();
        request.headers.remove("Content-Type");
        request.headers.remove("Record-Route");
        request.headers.set("Via", "SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK" + branch);
        request.headers.set("To", std::string(answer.headers.first("To")));
        request.headers.set("CSeq", std::to_string(number) + " " + method);
        return request;
    }

    sidetone::test::VirtualClock clock;
    core::SeededRandom random{42};
    core::Log log;
    sidetone::test::ScriptedConnections connections{clock};
    NoDatagrams datagrams;
    NoResolver resolver;
    std::vector<RegistrationState> states;
    std::vector<std::shared_ptr<InviteSession>> incoming;
    int pings = 0;
    UserAgent agent;

private:
    void collect() {
        clock.settle();
        if (connections.made().empty()) return;
        StreamFramer framer({[this](Message message) { sent_.push_back(std::move(message)); },
                             [this] { ++pings; }, [] {}});
        [[maybe_unused]] const auto fed = framer.feed(connections.last().takeWritten());
    }
    std::optional<Message> next() {
        if (sent_.empty()) collect();
        if (sent_.empty()) return std::nullopt;
        auto message = std::move(sent_.front());
        sent_.pop_front();
        return message;
    }
    std::deque<Message> sent_;
};

}  // namespace sidetone::sip::test
