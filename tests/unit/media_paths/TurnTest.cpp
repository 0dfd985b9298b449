// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "SimulatedRelay.h"
#include "media/paths/TurnClient.h"
#include "media/paths/TurnStream.h"
#include "octetsOf.h"

using namespace sidetone;
using namespace sidetone::media;
using test::octetsOf;
using std::chrono_literals::operator""ms;
using State = TurnClient::State;

namespace {

TransportAddress at(std::string_view host, int port) {
    return TransportAddress::of(host, static_cast<std::uint16_t>(port)).value();
}

const auto server = at("203.0.113.1", 3478);
const auto here = at("192.0.2.1", 1000);
const auto peer = at("192.0.2.2", 2000);
const auto stranger = at("192.0.2.3", 3000);
const auto hello = octetsOf("8001020304");

/// A client, its relay and a peer that echoes.
struct Scene {
    explicit Scene(std::string password = "secret", TurnTransport transport = TurnTransport::Udp)
        : relay(clock, network, server, "ann", core::Secret("secret")),
          client(clock, random, {{"ann", core::Secret(std::move(password))}, transport},
                 [this](auto octets) {
                     sent.emplace_back(octets.begin(), octets.end());
                     network.send(here, server, octets);
                 },
                 {[this](const TurnAllocation& given) { allocation = given; },
                  [this](const core::Error& error, auto other) {
                      failure = error;
                      alternate = other;
                  },
                  [this](const auto& from, auto octets) {
                      data.emplace_back(from, Octets(octets.begin(), octets.end()));
                  }}) {
        network.open(here, -1, [this](const auto&, auto octets) {
            if (!client.receive(octets)) ++foreign;
        });
        network.open(peer, -1, [this](const auto& from, auto octets) {
            echoed.emplace_back(octets.begin(), octets.end());
            network.send(peer, from, octets);
        });
    }
    using Octets = std::vector<std::uint8_t>;

    test::VirtualClock clock;
    core::SeededRandom random{1};
    test::SimulatedNetwork network{clock, 1};
    std::vector<Octets> sent;
    std::vector<Octets> echoed;
    std::vector<std::pair<TransportAddress, Octets>> data;
    std::optional<TurnAllocation> allocation;
    std::optional<core::Error> failure;
    std::optional<TransportAddress> alternate;
    int foreign = 0;
    test::SimulatedRelay relay;
    TurnClient client;

    void allocate() {
        client.allocate();
        clock.advance(200ms);
    }
    /// Whether a datagram goes to the peer and comes back.
    bool carries() {
        const auto before = data.size();
        client.send(peer, hello);
        clock.advance(200ms);
        return data.size() == before + 1 && data.back() == std::pair(peer, hello);
    }
};

}  // namespace

class TurnTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anAddressIsGivenToWhoKnowsThePassword() {
        Scene scene;
        scene.allocate();
        QCOMPARE(scene.client.state(), State::Allocated);
        QCOMPARE(scene.allocation->relayed, at("203.0.113.1", 50'000));
        QCOMPARE(scene.allocation->mapped, here);
        QCOMPARE(scene.sent.size(), std::size_t(2));  // without, then with the credential
        Scene other("wrong");
        other.allocate();
        QCOMPARE(other.client.state(), State::Ended);
        QCOMPARE(other.failure->code, core::ErrorCode::Unauthorised);
        QVERIFY(
            !QString::fromStdString(other.failure->sentence()).contains(QLatin1String("wrong")));
    }
    void dataGoesBothWaysOnceThePeerIsPermitted() {
        Scene scene;
        scene.allocate();
        QVERIFY(scene.carries());  // the datagram waited for the permission
        QCOMPARE(scene.relay.indications(), 1);
        QCOMPARE(scene.echoed, std::vector<Scene::Octets>{hello});
        scene.network.open(stranger, -1, [](const auto&, auto) {});
        scene.network.send(stranger, scene.allocation->relayed, hello);
        scene.clock.advance(100ms);
        QCOMPARE(scene.data.size(), std::size_t(1));
        // A server that lets it through, or who plays the server.
        StunMessage indication(StunClass::Indication, StunMethod::Data, {});
        indication.addAddress(StunType::XorPeerAddress, stranger);
        indication.add(StunType::Data, hello);
        QVERIFY(scene.client.receive(indication.write()));
        QCOMPARE(scene.data.size(), std::size_t(1));
    }
    void aChannelCostsFourOctets() {
        Scene scene;
        scene.allocate();
        scene.client.bindChannel(peer);
        scene.clock.advance(200ms);
        scene.sent.clear();
        QVERIFY(scene.carries());
        QCOMPARE(scene.sent, std::vector<Scene::Octets>{octetsOf("40000005 8001020304")});
        QCOMPARE(scene.relay.channelData(), 1);
        QCOMPARE(scene.relay.indications(), 0);
        QVERIFY(!scene.client.receive(octetsOf("40010001 00")));  // a channel that was never bound
        QVERIFY(!scene.client.receive(octetsOf("400000ff 00")));
        QVERIFY(!scene.client.receive(hello));
    }
    void aChannelThatWasAskedForEarlyIsBoundLater() {
        Scene scene;
        scene.client.bindChannel(peer);
        scene.client.send(peer, hello);
        QVERIFY(scene.sent.empty());
        scene.allocate();
        QCOMPARE(scene.data.size(), std::size_t(1));
        QVERIFY(scene.carries());
        QCOMPARE(scene.relay.channelData() >= 1, true);
    }
    void everythingIsKeptAlive() {
        Scene scene;
        scene.allocate();
        scene.client.bindChannel(peer);
        scene.clock.advance(200ms);
        for (int i = 0; i < 20; ++i) {
            scene.clock.advance(411'000ms);
            if (i == 5) scene.relay.changeNonce();
            QVERIFY2(scene.carries(), qPrintable(QString::number(i)));
        }
        QCOMPARE(scene.relay.channelData(), 20);
        QCOMPARE(scene.client.state(), State::Allocated);
        QVERIFY(!scene.failure);
    }
    void anAllocationThatIsGoneIsTold() {
        Scene scene;
        scene.allocate();
        scene.relay.forgetEverything();
        scene.clock.advance(600'000ms);
        QCOMPARE(scene.client.state(), State::Ended);
        QCOMPARE(scene.failure->code, core::ErrorCode::Unavailable);
        scene.sent.clear();
        scene.client.send(peer, hello);
        scene.clock.advance(600'000ms);
        QVERIFY(scene.sent.empty());
    }
    void refusalsAreTold() {
        Scene scene;
        scene.relay.refuse(486);
        scene.allocate();
        QCOMPARE(scene.failure->code, core::ErrorCode::Unavailable);
        Scene other;
        other.relay.refuse(300);
        other.relay.setAlternate(at("203.0.113.2", 3478));
        other.allocate();
        QCOMPARE(other.alternate, at("203.0.113.2", 3478));
    }
    void aSilentServerIsWaitedForAsLongAsTheStandardSays() {
        Scene scene;
        scene.network.close(server);
        scene.client.allocate();
        scene.clock.advance(39'000ms);
        QVERIFY(!scene.failure);
        QCOMPARE(scene.sent.size(), std::size_t(7));
        scene.clock.advance(1000ms);
        QCOMPARE(scene.failure->code, core::ErrorCode::Timeout);
    }
    void aLostAnswerIsAskedForAgain() {
        Scene scene;
        scene.network.setLoss(100);
        scene.client.allocate();
        scene.clock.advance(400ms);
        scene.network.setLoss(0);
        scene.clock.advance(400ms);
        QCOMPARE(scene.client.state(), State::Allocated);
    }
    void anAnswerOfAnotherIsNotTaken() {
        Scene scene;
        scene.allocate();
        scene.network.close(server);
        scene.sent.clear();
        scene.client.permit(peer);
        const auto asked = parseStun(scene.sent.at(0)).value();
        const StunMessage forged(StunClass::Success, StunMethod::CreatePermission, asked.id());
        QVERIFY(scene.client.receive(forged.write()));
        scene.client.send(peer, hello);
        // Not granted: the datagram still waits.
        QCOMPARE(scene.sent.size(), std::size_t(1));
    }
    void theAddressIsGivenBack() {
        Scene scene;
        scene.allocate();
        QCOMPARE(scene.relay.allocations(), std::size_t(1));
        scene.client.release();
        scene.clock.advance(100ms);
        QCOMPARE(scene.relay.allocations(), std::size_t(0));
        QVERIFY(!scene.failure);
    }
    void aStreamIsCutIntoMessages() {
        const auto message =
            StunMessage(StunClass::Indication, StunMethod::Binding, StunTransactionId{}).write();
        const auto data = octetsOf("40000005 8001020304");
        auto octets = data;
        octets.resize(12);  // padded
        octets.insert(octets.end(), message.begin(), message.end());
        TurnStream stream;
        std::vector<Scene::Octets> found;
        for (const auto octet : octets) {
            stream.add(std::span(&octet, 1));
            while (auto whole = stream.next()) found.push_back(*whole);
        }
        QCOMPARE(found, (std::vector{data, message}));
        QVERIFY(!stream.isBroken());
        stream.add(octetsOf("80000000"));
        QVERIFY(!stream.next());
        QVERIFY(stream.isBroken());
    }
    void overAStreamNothingIsRepeatedAndDataIsPadded() {
        Scene scene("secret", TurnTransport::Stream);
        scene.allocate();
        scene.client.bindChannel(peer);
        scene.clock.advance(200ms);
        scene.sent.clear();
        scene.client.send(peer, hello);
        QCOMPARE(scene.sent, std::vector<Scene::Octets>{octetsOf("40000005 8001020304 000000")});
        Scene silent("secret", TurnTransport::Stream);
        silent.network.close(server);
        silent.client.allocate();
        silent.clock.advance(39'000ms);
        QCOMPARE(silent.sent.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TurnTest)
#include "TurnTest.moc"
