// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "FakeFlow.h"
#include "VirtualClock.h"
#include "sip/transaction/TransactionLayer.h"

using namespace sidetone;
using namespace sidetone::sip;
using sidetone::sip::test::FakeFlow;
using sidetone::sip::test::makeRequest;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

/// RFC 3261 17.1 and RFC 6026, in virtual time.
class ClientTransactionTest : public QObject {
    Q_OBJECT

    struct Bench {
        explicit Bench(TransportKind kind, const char* method)
            : flow(std::make_shared<FakeFlow>(kind)) {
            transaction = layer.send(
                makeRequest(method), flow,
                {[this](const Response& response) { statuses.push_back(response.status); },
                 [this](core::Error why) { error = std::move(why); }});
        }
        void answer(int status, const char* tag = "b") {
            layer.receive(makeResponse(transaction->request(), status, tag), flow);
        }
        sidetone::test::VirtualClock clock;
        core::SeededRandom random{7};
        core::Log log;
        TransactionLayer layer{clock, random, log};
        std::shared_ptr<FakeFlow> flow;
        std::shared_ptr<ClientTransaction> transaction;
        std::vector<int> statuses;
        std::optional<core::Error> error;
    };

private Q_SLOTS:
    void anInviteIsRepeatedOverUdpAndGivenUp() {
        Bench bench(TransportKind::Udp, "INVITE");
        QCOMPARE(bench.flow->sent.size(), std::size_t(1));
        // Timer A: after 0.5, 1.5, 3.5, 7.5, 15.5 and 31.5 s.
        std::size_t expected = 1;
        for (const auto at : {500ms, 1000ms, 2000ms, 4000ms, 8000ms, 16000ms}) {
            bench.clock.advance(at - 1ms);
            QCOMPARE(bench.flow->sent.size(), expected);
            bench.clock.advance(1ms);
            QCOMPARE(bench.flow->sent.size(), ++expected);
        }
        QVERIFY(!bench.error);
        bench.clock.advance(500ms);
        QVERIFY(bench.error && bench.error->code == core::ErrorCode::Timeout);
        bench.clock.advance(60s);
        QCOMPARE(bench.flow->sent.size(), expected);
        QCOMPARE(bench.clock.pending(), std::size_t(0));
    }
    void overTlsNothingIsRepeated() {
        Bench bench(TransportKind::Tls, "INVITE");
        bench.clock.advance(31'999ms);
        QCOMPARE(bench.flow->sent.size(), std::size_t(1));
        QVERIFY(!bench.error);
        bench.clock.advance(1ms);
        QVERIFY(bench.error);
        const auto via = topVia(bench.flow->request().headers);
        QVERIFY(via.parameters.has("rport") && via.parameters.has("alias"));
        QVERIFY(via.branch().starts_with(Via::magicCookie));
    }
    void aProvisionalResponseEndsRepeatingAndTimerB() {
        Bench bench(TransportKind::Udp, "INVITE");
        bench.answer(180);
        bench.clock.advance(120s);
        QCOMPARE(bench.flow->sent.size(), std::size_t(1));
        QVERIFY(!bench.error);
        QCOMPARE(bench.statuses, std::vector<int>{180});
    }
    void aFailureIsAcknowledgedEachTimeButToldOnce() {
        Bench bench(TransportKind::Udp, "INVITE");
        bench.answer(486);
        QCOMPARE(bench.flow->sent.size(), std::size_t(2));
        const auto ack = bench.flow->request();
        QCOMPARE(ack.method, std::string("ACK"));
        QCOMPARE(topVia(ack.headers).branch(),
                 topVia(bench.transaction->request().headers).branch());
        QCOMPARE(toOf(ack.headers).tag(), std::string("b"));
        QCOMPARE(cseqOf(ack.headers).number, 1U);
        bench.clock.advance(10s);
        bench.answer(486);
        QCOMPARE(bench.flow->sent.size(), std::size_t(3));
        QCOMPARE(bench.statuses, std::vector<int>{486});
        bench.clock.advance(22s);  // timer D
        QVERIFY(bench.transaction->isTerminated());
    }
    void everySuccessGoesUpUntilTimerM() {
        Bench bench(TransportKind::Tls, "INVITE");
        bench.answer(200, "b");
        bench.clock.advance(31s);
        bench.answer(200, "c");
        QCOMPARE(bench.statuses, (std::vector<int>{200, 200}));
        QCOMPARE(bench.flow->sent.size(), std::size_t(1));  // the ACK is not the transaction's
        bench.clock.advance(1s);
        bench.answer(200, "d");
        QCOMPARE(bench.statuses.size(), std::size_t(2));
    }
    void aRequestIsRepeatedUpToT2() {
        Bench bench(TransportKind::Udp, "OPTIONS");
        // Timer E: 0.5, 1.5, 3.5, 7.5, then every 4 s until timer F at 32 s.
        bench.clock.advance(7500ms);
        QCOMPARE(bench.flow->sent.size(), std::size_t(5));
        bench.clock.advance(4s);
        QCOMPARE(bench.flow->sent.size(), std::size_t(6));
        bench.clock.advance(20'499ms);
        QVERIFY(!bench.error);
        bench.clock.advance(1ms);
        QVERIFY(bench.error && bench.error->code == core::ErrorCode::Timeout);
    }
    void aFinalResponseIsToldOnce() {
        Bench bench(TransportKind::Udp, "OPTIONS");
        bench.answer(100);
        bench.answer(200);
        bench.answer(200);
        QCOMPARE(bench.statuses, (std::vector<int>{100, 200}));
        bench.clock.advance(5s);  // timer K
        QVERIFY(bench.transaction->isTerminated());
    }
    void aClosedFlowFailsAtOnceButNotFromInside() {
        auto flow = std::make_shared<FakeFlow>(TransportKind::Tls);
        flow->open = false;
        sidetone::test::VirtualClock clock;
        core::SeededRandom random{7};
        core::Log log;
        TransactionLayer layer{clock, random, log};
        int failures = 0;
        layer.send(makeRequest("OPTIONS"), flow, {{}, [&](const core::Error&) { ++failures; }});
        QCOMPARE(failures, 0);
        clock.settle();
        QCOMPARE(failures, 1);
    }
    void aLostFlowFailsWhatWaits() {
        Bench bench(TransportKind::Tls, "INVITE");
        bench.answer(180);
        bench.layer.flowClosed(bench.flow, core::fail(core::ErrorCode::Unreachable, "x", "y"));
        QVERIFY(bench.error && bench.error->code == core::ErrorCode::Unreachable);
        QCOMPARE(bench.layer.clientCount(), std::size_t(0));
    }
    void aResponseOfAnotherBranchIsDropped() {
        Bench bench(TransportKind::Tls, "OPTIONS");
        auto stranger = makeResponse(bench.transaction->request(), 200, "b");
        stranger.headers.set("Via", "SIP/2.0/TLS 192.0.2.1:5070;branch=z9hG4bKother");
        bench.layer.receive(stranger, bench.flow);
        QVERIFY(bench.statuses.empty());
    }
};

QTEST_GUILESS_MAIN(ClientTransactionTest)
#include "ClientTransactionTest.moc"
