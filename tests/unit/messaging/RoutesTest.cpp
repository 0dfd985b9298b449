// SPDX-License-Identifier: GPL-3.0-or-later
// Which device of a person our messages go to: the table of the chapter's Multiple Resource Login.
#include <QTest>

#include "messaging/chat/Routes.h"

using namespace sidetone;
using messaging::Routes;

namespace {

const core::Address anna = *core::Address::parse("anna@example.net");

xmpp::ChatMessage from(const std::string& device) {
    xmpp::ChatMessage message;
    message.from = xmpp::Jid(anna);
    message.from.resource = device;
    message.body = "x";
    return message;
}

std::string target(const Routes& routes) {
    return routes.to(anna).resource;
}

}  // namespace

class RoutesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstGoesToAllThenToTheOneThatWroteLast() {
        Routes routes([] { return false; });
        QCOMPARE(target(routes), "");
        routes.heard(anna, from("desk"));
        QCOMPARE(target(routes), "desk");
        routes.heard(anna, from("phone"));
        QCOMPARE(target(routes), "phone");
        routes.heard(*core::Address::parse("ben@example.net"), from("desk"));
        QCOMPARE(target(routes), "phone");
    }
    void aStateAlsoTellsWhereAPersonIs() {
        Routes routes([] { return false; });
        auto state = from("phone");
        state.body.clear();
        routes.heard(anna, state);
        QCOMPARE(target(routes), "");
        state.chatState = xmpp::ChatState::Composing;
        routes.heard(anna, state);
        QCOMPARE(target(routes), "phone");
        state.chatState = xmpp::ChatState::Gone;
        routes.heard(anna, state);
        QCOMPARE(target(routes), "");
    }
    void aChangeOfPresenceOpensAgain() {
        Routes routes([] { return false; });
        routes.heard(anna, from("desk"));
        routes.presenceChanged(*core::Address::parse("ben@example.net"));
        QCOMPARE(target(routes), "desk");
        routes.presenceChanged(anna);
        QCOMPARE(target(routes), "");
        routes.heard(anna, from("desk"));
        routes.reset();
        QCOMPARE(target(routes), "");
    }
    void copiesAndLateMessagesSayNothing() {
        Routes routes([] { return false; });
        auto copy = from("desk");
        copy.carbon = xmpp::CarbonKind::Received;
        routes.heard(anna, copy);
        auto late = from("phone");
        late.sent = core::WallTime();
        routes.heard(anna, late);
        QCOMPARE(target(routes), "");
    }
    void withCopiesEverythingGoesToThePerson() {
        bool hasCopies = true;
        Routes routes([&hasCopies] { return hasCopies; });
        routes.heard(anna, from("desk"));
        QCOMPARE(target(routes), "");
        hasCopies = false;
        QCOMPARE(target(routes), "desk");
    }
    void itsMemoryIsBounded() {
        Routes routes([] { return false; });
        routes.heard(anna, from("desk"));
        for (int i = 0; i < 1000; ++i) {
            auto other = from("x");
            routes.heard(*core::Address::parse("p" + std::to_string(i) + "@example.net"), other);
        }
        QCOMPARE(target(routes), "");
    }
};

QTEST_GUILESS_MAIN(RoutesTest)
#include "RoutesTest.moc"
