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

/// RFC 3261 17.2, 9.2 and RFC 6026, in virtual time.
class ServerTransactionTest : public QObject {
    Q_OBJECT

    struct Bench {
        explicit Bench(TransportKind kind) : flow(std::make_shared<FakeFlow>(kind)) {
            layer.setHandlers(
                {[this](const std::shared_ptr<ServerTransaction>& one) { requests.push_back(one); },
                 [this](const Request&) { ++acks; },
                 [this](const std::shared_ptr<ServerTransaction>&, const Request&) { ++cancels; }});
        }
        void receive(const std::string& method, const std::string& branch = "x") {
            layer.receive(makeRequest(method, branch), flow);
        }
        void respond(int status) {
            requests.back()->respond(makeResponse(requests.back()->request(), status, "b"));
        }
        sidetone::test::VirtualClock clock;
        core::SeededRandom random{7};
        core::Log log;
        TransactionLayer layer{clock, random, log};
        std::shared_ptr<FakeFlow> flow;
        std::vector<std::shared_ptr<ServerTransaction>> requests;
        int acks = 0;
        int cancels = 0;
    };

private Q_SLOTS:
    void anInviteGets100AfterAFifthOfASecond() {
        Bench bench(TransportKind::Udp);
        bench.receive("INVITE");
        bench.clock.advance(199ms);
        QVERIFY(bench.flow->sent.empty());
        bench.clock.advance(1ms);
        QCOMPARE(bench.flow->response().status, 100);
        // A repeated INVITE is answered by the same again, and not told above.
        bench.receive("INVITE");
        QCOMPARE(bench.flow->sent.size(), std::size_t(2));
        QCOMPARE(bench.requests.size(), std::size_t(1));
    }
    void aQuickAnswerMakes100Needless() {
        Bench bench(TransportKind::Udp);
        bench.receive("INVITE");
        bench.respond(180);
        bench.clock.advance(1s);
        QCOMPARE(bench.flow->sent.size(), std::size_t(1));
    }
    void aFailureIsRepeatedUntilItsAck() {
        Bench bench(TransportKind::Udp);
        bench.receive("INVITE");
        bench.respond(486);
        bench.clock.advance(500ms);
        QCOMPARE(bench.flow->sent.size(), std::size_t(2));
        bench.clock.advance(1s);
        QCOMPARE(bench.flow->sent.size(), std::size_t(3));
        bench.receive("ACK");
        bench.clock.advance(30s);
        QCOMPARE(bench.flow->sent.size(), std::size_t(3));
        QCOMPARE(bench.acks, 0);
        QVERIFY(bench.requests.back()->isTerminated());
    }
    void withoutAnAckTimerHEnds() {
        Bench bench(TransportKind::Udp);
        bench.receive("INVITE");
        bench.respond(486);
        bench.clock.advance(32s);
        QVERIFY(bench.requests.back()->isTerminated());
        const auto sent = bench.flow->sent.size();
        bench.clock.advance(60s);
        QCOMPARE(bench.flow->sent.size(), sent);
    }
    void aSuccessAbsorbsTheInvitesThatFollow() {
        Bench bench(TransportKind::Udp);
        bench.receive("INVITE");
        bench.respond(200);
        bench.receive("INVITE");
        QCOMPARE(bench.flow->sent.size(), std::size_t(1));
        QCOMPARE(bench.requests.size(), std::size_t(1));
        // The ACK of a 2xx has a branch of its own.
        bench.receive("ACK", "y");
        QCOMPARE(bench.acks, 1);
    }
    void aRequestIsAnsweredTheSameWayAgain() {
        Bench bench(TransportKind::Udp);
        bench.receive("OPTIONS");
        bench.receive("OPTIONS");
        QVERIFY(bench.flow->sent.empty());
        bench.respond(200);
        bench.receive("OPTIONS");
        QCOMPARE(bench.flow->sent.size(), std::size_t(2));
        QCOMPARE(bench.requests.size(), std::size_t(1));
        bench.clock.advance(32s);  // timer J
        bench.receive("OPTIONS");
        QCOMPARE(bench.requests.size(), std::size_t(2));
    }
    void cancelReachesAnOpenInvite() {
        Bench bench(TransportKind::Tls);
        bench.receive("INVITE");
        bench.respond(180);
        bench.receive("CANCEL");
        QCOMPARE(bench.flow->response().status, 200);
        QCOMPARE(bench.cancels, 1);
        // The CANCEL again is answered again, and cancels nothing more.
        bench.receive("CANCEL");
        QCOMPARE(bench.cancels, 1);
    }
    void cancelAfterTheAnswerChangesNothing() {
        Bench bench(TransportKind::Tls);
        bench.receive("INVITE");
        bench.respond(200);
        bench.receive("CANCEL");
        QCOMPARE(bench.flow->response().status, 200);
        QCOMPARE(bench.cancels, 0);
    }
    void cancelOfNothingIs481() {
        Bench bench(TransportKind::Tls);
        bench.receive("CANCEL");
        QCOMPARE(bench.flow->response().status, 481);
    }
    void peersWithoutMagicCookieAreMatchedToo() {
        Bench bench(TransportKind::Udp);
        auto request = makeRequest("INVITE");
        request.headers.addFirst("Via", "SIP/2.0/UDP 192.0.2.2:5060;branch=1");
        bench.layer.receive(request, bench.flow);
        bench.respond(486);
        bench.layer.receive(request, bench.flow);
        QCOMPARE(bench.requests.size(), std::size_t(1));
        auto other = request;
        other.headers.set("CSeq", "2 INVITE");
        bench.layer.receive(other, bench.flow);
        QCOMPARE(bench.requests.size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(ServerTransactionTest)
#include "ServerTransactionTest.moc"
