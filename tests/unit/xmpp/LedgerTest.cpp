// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "xmpp/IncomingLedger.h"
#include "xmpp/OutgoingQueue.h"

using namespace sidetone;
using xmpp::IncomingLedger;
using xmpp::OutgoingQueue;
using xmpp::StanzaTicket;

namespace {

core::XmlElement message(const std::string& id) {
    core::XmlElement element("message", "jabber:client");
    return element.setAttribute("id", id);
}

}  // namespace

class LedgerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsOnlyAfterTheBeginning() {
        IncomingLedger ledger([] {});
        QVERIFY(ledger.arrived(message("0")));
        QCOMPARE(ledger.handled(), 0U);
        ledger.begin();
        QVERIFY(ledger.arrived(message("1")));  // and let go at once
        QCOMPARE(ledger.handled(), 1U);
    }
    void countsInOrderHoweverTicketsEnd() {
        int advanced = 0;
        IncomingLedger ledger([&] { ++advanced; });
        ledger.begin();
        auto first = ledger.arrived(message("1"));
        auto second = ledger.arrived(message("2"));
        auto third = ledger.arrived(message("3"));
        second.reset();
        QCOMPARE(ledger.handled(), 0U);
        QCOMPARE(advanced, 0);
        const auto copy = first;
        first.reset();
        QCOMPARE(ledger.handled(), 0U);
        const_cast<StanzaTicket&>(copy).reset();
        QCOMPARE(ledger.handled(), 2U);
        QVERIFY(!ledger.isSettled());
        third.reset();
        QCOMPARE(ledger.handled(), 3U);
        QCOMPARE(advanced, 2);
        QVERIFY(ledger.isSettled());
    }
    void recognisesWhatTheServerRepeats() {
        IncomingLedger ledger([] {});
        ledger.begin();
        QVERIFY(ledger.arrived(message("1")));
        auto second = ledger.arrived(message("2"));
        auto third = ledger.arrived(message("3"));
        ledger.beginResumption();
        QCOMPARE(ledger.handled(), 1U);
        second.reset();  // stored while the connection was down: the server does not know it yet
        QCOMPARE(ledger.handled(), 1U);
        QVERIFY(!ledger.arrived(message("2")));
        QCOMPARE(ledger.handled(), 2U);
        QVERIFY(!ledger.arrived(message("3")));
        QCOMPARE(ledger.handled(), 2U);
        QVERIFY(ledger.arrived(message("4")));
        third.reset();
        QCOMPARE(ledger.handled(), 4U);
    }
    void handsOutWhatIsNoRepetition() {
        IncomingLedger ledger([] {});
        ledger.begin();
        auto first = ledger.arrived(message("1"));
        ledger.beginResumption();
        QVERIFY(ledger.arrived(message("another")));
        QCOMPARE(ledger.handled(), 1U);
        first.reset();
        QCOMPARE(ledger.handled(), 1U);
    }
    void ticketsMayOutliveTheLedgerAndTheSession() {
        StanzaTicket late;
        {
            IncomingLedger ledger([] {});
            ledger.begin();
            auto old = ledger.arrived(message("1"));
            ledger.begin();
            old.reset();
            QCOMPARE(ledger.handled(), 0U);
            late = ledger.arrived(message("2"));
        }
        late.reset();
    }
    void callsBackWhatTheServerTookOver() {
        OutgoingQueue queue;
        std::string told;
        for (const char c : {'a', 'b', 'c'}) {
            queue.push({std::string(1, c), [&told, c](const core::Status&) { told += c; }});
        }
        QCOMPARE(queue.acknowledge(2), OutgoingQueue::Count::Possible);
        QCOMPARE(told, std::string("ab"));
        QCOMPARE(queue.acknowledge(2), OutgoingQueue::Count::Possible);
        QCOMPARE(queue.entries().size(), std::size_t(1));
        QCOMPARE(queue.acknowledge(4), OutgoingQueue::Count::Impossible);
        QCOMPARE(queue.acknowledge(1), OutgoingQueue::Count::Impossible);
        QCOMPARE(told, std::string("ab"));
    }
};

QTEST_GUILESS_MAIN(LedgerTest)
#include "LedgerTest.moc"
