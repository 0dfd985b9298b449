// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>

#include "FakeMedia.h"
#include "ScriptedServer.h"
#include "telephony/SoftPhone.h"

namespace sidetone::telephony::test {

/// The phone with a scripted call server and no sound, in virtual time.
struct Desk {
    explicit Desk(
        MediaSecurity security = MediaSecurity::BestEffort,
        sip::TransportKind transport = sip::TransportKind::Tls, const config::DialRules& rules = {},
        const std::function<void(LineSettings&)>& change = [](LineSettings&) {}) {
        LineSettings line;
        line.dialRules = rules;
        line.servers = {{{"cucm1.office.example", 5061}, transport}};
        line.domain = "office.example";
        line.user = "2001";
        line.contactUser = "c0ffee";
        line.password = core::Secret("secret-word");
        line.mediaSecurity = security;
        line.ringFor = std::chrono::seconds(30);
        change(line);
        QObject::connect(&phone, &SoftPhone::callEnded, &phone,
                         [this](const CallEnded& record) { records.push_back(record); });
        started = bool(phone.start(line));
        const auto asked = request();
        reply(asked, 200, {}, {{"Contact", std::string(asked.headers.first("Contact"))}});
    }
    sip::Request request() {
        const auto message = next();
        if (message && std::holds_alternative<sip::Request>(*message))
            return std::get<sip::Request>(*message);
        return {};
    }
    sip::Response response() {
        const auto message = next();
        if (message && std::holds_alternative<sip::Response>(*message)) {
            return std::get<sip::Response>(*message);
        }
        return {};
    }
    void inject(const std::string& bytes) {
        connections.last().inject(bytes);
        clock.settle();
    }
    void reply(const sip::Request& to, int status, const std::string& body = {},
               const std::vector<std::pair<std::string, std::string>>& headers = {}) {
        auto response = sip::makeResponse(to, status, "ben");
        for (const auto& [name, value] : headers) response.headers.add(name, value);
        if (!body.empty()) {
            response.headers.add("Contact", "<sip:ben@192.0.2.77>");
            response.headers.add("Content-Type", "application/sdp");
            response.body = body;
        }
        inject(sip::serialize(response));
    }
    std::optional<sip::Message> next() {
        clock.settle();
        if (!connections.made().empty()) {
            sip::StreamFramer framer(
                {[this](sip::Message message) { sent.push_back(std::move(message)); }, {}, {}});
            [[maybe_unused]] const auto fed = framer.feed(connections.last().takeWritten());
        }
        if (sent.empty()) return std::nullopt;
        auto message = std::move(sent.front());
        sent.pop_front();
        // Of the mailbox: EventsTest looks at it.
        const auto* request = std::get_if<sip::Request>(&message);
        if (request != nullptr && request->method == "SUBSCRIBE") return next();
        return message;
    }

    sidetone::test::VirtualClock clock;
    core::SeededRandom random{42};
    core::Log log;
    sidetone::test::ScriptedConnections connections{clock};
    sip::test::NoDatagrams datagrams;
    sip::test::NoResolver resolver;
    FakeEngine media;
    std::deque<sip::Message> sent;
    std::vector<CallEnded> records;
    bool started = false;
    SoftPhone phone{{clock, random, log, connections, datagrams, resolver, media}};
};

}  // namespace sidetone::telephony::test
