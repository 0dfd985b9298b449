// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include "ScriptedServer.h"

namespace sidetone::sip::test {

/// A call of Ben's that this line has answered, for transcripts of what happens within it.
class Talk {
public:
    explicit Talk(const std::vector<std::pair<std::string, std::string>>& headers = {}) {
        isReady = server.registerLine();
        invite = ScriptedServer::invite("offer");
        for (const auto& [name, value] : headers) invite.headers.add(name, value);
        server.inject(invite);
        if (server.incoming.empty()) return;
        session = server.incoming.front();
        InviteSession::Handlers handlers;
        handlers.answered = [this](const std::string& text) { answers.push_back(text); };
        handlers.offered = [this](const std::string& text) {
            offers.push_back(text);
            session->accept("answer to " + text);
        };
        handlers.ended = [this](const SessionEnd& how) { end = how; };
        handlers.referred = [this](const Referral& what) { referrals.push_back(what); };
        handlers.referProgress = [this](int status, const std::string& phrase) {
            progress.emplace_back(status, phrase);
        };
        handlers.identified = [this] { ++identified; };
        session->setHandlers(std::move(handlers));
        session->accept("answer");
        ok = server.response();
        server.inject(within("ACK", 7, "ack"));
    }
    [[nodiscard]] Request within(const std::string& method, int number,
                                 const std::string& branch) const {
        return ScriptedServer::within(invite, ok, method, number, branch);
    }
    /// A REFER of Ben's.
    [[nodiscard]] Request refer(const std::string& to, int number = 8) const {
        auto request = within("REFER", number, "refer" + std::to_string(number));
        request.headers.add("Refer-To", to);
        request.headers.add("Referred-By", "<sip:ben@office.example>");
        return request;
    }
    /// Ben tells how far our REFER came.
    [[nodiscard]] Request notify(int number, const std::string& line,
                                 const std::string& state = "active;expires=60") const {
        auto request = within("NOTIFY", number, "n" + std::to_string(number));
        request.headers.add("Event", "refer");
        request.headers.add("Subscription-State", state);
        request.headers.add("Content-Type", "message/sipfrag");
        request.body = line;
        return request;
    }

    ScriptedServer server;
    bool isReady = false;
    Request invite;
    Response ok;
    std::shared_ptr<InviteSession> session;
    std::vector<std::string> answers;
    std::vector<std::string> offers;
    std::vector<Referral> referrals;
    std::vector<std::pair<int, std::string>> progress;
    int identified = 0;
    std::optional<SessionEnd> end;
};

}  // namespace sidetone::sip::test
