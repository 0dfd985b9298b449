// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Desk.h"
#include "SimulatedRelay.h"
#include "sip/sdp/SessionDescription.h"

using namespace sidetone;
using namespace sidetone::telephony;
using media::TransportAddress;
using std::chrono_literals::operator""ms;

namespace {

constexpr const char* ownHost = "127.0.0.1";
constexpr const char* publicHost = "198.51.100.1";
constexpr const char* relayHost = "203.0.113.5";
constexpr std::uint16_t turnPort = 3478;

/// The socket of a call, behind the machine's NAT.
class Socket final : public media::PathSocket {
public:
    Socket(std::shared_ptr<sidetone::test::SimulatedNetwork> network, int nat, std::uint16_t port)
        : network_(std::move(network)), own_(*TransportAddress::of(ownHost, port)) {
        network_->open(own_, nat, [this](const auto& from, auto datagram) {
            if (receive_) receive_(from, datagram);
        });
    }
    ~Socket() override { network_->close(own_); }
    void setReceiver(Receive receive) override { receive_ = std::move(receive); }
    void send(const TransportAddress& to, std::span<const std::uint8_t> datagram) override {
        network_->send(own_, to, datagram);
    }
    void goDirect() override {}
    void close() override {}
    void goByRelay(const TransportAddress&, std::uint16_t, const TransportAddress&) override {}
    void deliver(const TransportAddress&, std::span<const std::uint8_t>) override {}

private:
    /// Phones end last, and their sockets with them.
    const std::shared_ptr<sidetone::test::SimulatedNetwork> network_;
    const TransportAddress own_;
    Receive receive_;
};

/// A phone whose calls go by a relay alone.
struct Scene {
    Scene() {
        desk.media.openSocket = [this](std::uint16_t port) {
            return std::make_unique<Socket>(network, nat, port);
        };
    }
    void startRelay() {
        relay.emplace(desk.clock, *network, *TransportAddress::of(relayHost, turnPort), "anna",
                      core::Secret("word"));
    }
    static void relayOnly(LineSettings& line) {
        line.path.endToEnd = EndToEnd::Always;
        line.path.choice = media::PathChoice::RelayOnly;
        line.path.turn = {relayHost, turnPort};
        line.path.turnUser = "anna";
        line.path.turnPassword = core::Secret("word");
    }

    telephony::test::Desk desk{MediaSecurity::BestEffort, sip::TransportKind::Tls, {}, relayOnly};
    std::shared_ptr<sidetone::test::SimulatedNetwork> network =
        std::make_shared<sidetone::test::SimulatedNetwork>(desk.clock, 3);
    int nat = network->addNat(sidetone::test::NatKind::FullCone, publicHost);
    std::optional<sidetone::test::SimulatedRelay> relay;
};

bool names(const std::string& text, const char* host) {
    return text.find(host) != std::string::npos;
}

}  // namespace

/// How a call waits for its candidates, and what of this machine it tells the other side.
class CallPathTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyTheRelayIsShown() {
        Scene scene;
        scene.startRelay();
        QVERIFY(scene.desk.phone.dial("2002"));
        scene.desk.clock.advance(500ms);
        const auto invite = scene.desk.request();
        QCOMPARE(invite.method, std::string("INVITE"));
        const auto offer = sip::SessionDescription::parse(invite.body);
        QVERIFY(offer && offer->media.size() == 1);
        QCOMPARE(offer->addressOf(offer->media[0]), std::string(relayHost));
        QCOMPARE(offer->originAddress, std::string(relayHost));
        const auto candidates = offer->media[0].attributes.values("candidate");
        QCOMPARE(candidates.size(), std::size_t(1));
        QVERIFY(names(std::string(candidates[0]), "typ relay raddr 0.0.0.0 rport 9"));
        QVERIFY2(!names(invite.body, ownHost) && !names(invite.body, publicHost),
                 invite.body.c_str());
    }
    void aRelayThatIsDownIsNotWaitedForLong() {
        Scene scene;
        const auto id = scene.desk.phone.dial("2002");
        QVERIFY(id);
        scene.desk.clock.advance(1'400ms);
        QVERIFY(scene.desk.request().method.empty());
        scene.desk.clock.advance(200ms);
        const auto invite = scene.desk.request();
        QCOMPARE(invite.method, std::string("INVITE"));
        // Nothing of ours is shown in its place.
        QVERIFY2(!names(invite.body, ownHost), invite.body.c_str());
    }
    void theLineGoesAwayMeanwhile() {
        Scene scene;
        const auto id = scene.desk.phone.dial("2002");
        QVERIFY(id);
        scene.desk.connections.refuseAll(
            core::fail(core::ErrorCode::Unreachable, "Connecting", "nobody is there"));
        scene.desk.connections.last().breakDown();
        scene.desk.clock.advance(1'600ms);
        const auto call = scene.desk.phone.call(*id);
        QVERIFY(call && call->state == CallState::Ended);
        QVERIFY(call->end == CallEnd::Failed || call->end == CallEnd::Unavailable);
        QVERIFY(!call->reason.empty());
    }
    void whoGivesUpBeforeIsNotCalled() {
        Scene scene;
        const auto id = scene.desk.phone.dial("2002");
        QVERIFY(id);
        QVERIFY(scene.desk.phone.hangUp(*id));
        scene.desk.clock.advance(3'000ms);
        QVERIFY(scene.desk.request().method.empty());
        QVERIFY(scene.desk.phone.call(*id)->state == CallState::Ended);
    }
};

QTEST_GUILESS_MAIN(CallPathTest)
#include "CallPathTest.moc"
