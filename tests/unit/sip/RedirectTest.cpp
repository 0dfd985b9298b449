// SPDX-License-Identifier: GPL-3.0-or-later
#include "Talk.h"

using namespace sidetone::sip;
using sidetone::sip::test::ScriptedServer;

/// Redirects (RFC 3261 8.1.3.4, 21.3).
class RedirectTest : public QObject {
    Q_OBJECT
    struct OurCall {
        OurCall() {
            isReady = server.registerLine();
            session = server.agent.makeSession();
            InviteSession::Handlers handlers;
            handlers.progress = [this](int status, const std::string&) {
                progress.push_back(status);
            };
            handlers.ended = [this](const SessionEnd& how) { end = how; };
            session->setHandlers(std::move(handlers));
            isReady = isReady && session->call(*Uri::parse("sip:ben@office.example"), "offer");
            invite = server.request();
        }
        /// The INVITE that follows this refusal; method empty without.
        Request refuse(int status, const std::string& contact = {}) {
            std::vector<std::pair<std::string, std::string>> headers;
            if (!contact.empty()) headers.emplace_back("Contact", contact);
            server.reply(invite, status, headers, {}, "t" + std::to_string(++tags));
            if (server.request().method != "ACK") return {};
            const auto next = server.request();
            if (!next.method.empty()) invite = next;
            return next;
        }
        ScriptedServer server;
        std::shared_ptr<InviteSession> session;
        Request invite;
        std::vector<int> progress;
        std::optional<SessionEnd> end;
        int tags = 0;
        bool isReady = false;
    };

private Q_SLOTS:
    void theBestAddressIsCalledNext() {
        OurCall call;
        QVERIFY(call.isReady);
        const auto first = call.invite;
        const auto next = call.refuse(
            302, "<sip:low@office.example>;q=0.1, <mailto:b@x>, <sip:high@office.example>;q=0.9");
        QCOMPARE(next.method, std::string("INVITE"));
        QCOMPARE(next.uri.text(), std::string("sip:high@office.example"));
        QCOMPARE(callIdOf(next.headers), callIdOf(first.headers));
        QCOMPARE(next.headers.first("To"), first.headers.first("To"));
        QCOMPARE(next.headers.first("From"), first.headers.first("From"));
        QCOMPARE(cseqOf(next.headers).number, cseqOf(first.headers).number + 1);
        QCOMPARE(call.progress, std::vector<int>{181});
        // That one is busy: the next of the list.
        QCOMPARE(call.refuse(486).uri.text(), std::string("sip:low@office.example"));
        QVERIFY(call.refuse(404).method.empty());
        QVERIFY(call.end && call.end->status == 404);
    }
    void aCircleEnds() {
        OurCall call;
        QCOMPARE(call.refuse(301, "<sip:carla@office.example>").uri.user, std::string("carla"));
        QVERIFY(call.refuse(302, "<sip:ben@office.example>").method.empty());
        QVERIFY(call.end && call.end->status == 302);
    }
    void aLongWayEnds() {
        OurCall call;
        int hops = 0;
        while (hops < 20 && !call.end) {
            ++hops;
            call.refuse(302, "<sip:u" + std::to_string(hops) + "@office.example>");
        }
        QVERIFY(call.end);
        QVERIFY(hops <= 6);
    }
    void whoDeclinesEverywhereIsNotCalledElsewhere() {
        OurCall call;
        call.refuse(302, "<sip:a@office.example>;q=0.9, <sip:b@office.example>;q=0.1");
        QVERIFY(call.refuse(603).method.empty());
        QVERIFY(call.end && call.end->status == 603);
    }
};

QTEST_GUILESS_MAIN(RedirectTest)
#include "RedirectTest.moc"
