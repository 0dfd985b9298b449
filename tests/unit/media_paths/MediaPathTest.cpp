// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "VirtualClock.h"
#include "media/paths/MediaPath.h"
#include "media/paths/StreamWay.h"

using namespace sidetone;
using namespace sidetone::media;
using std::chrono_literals::operator""ms;

namespace {

using Octets = std::vector<std::uint8_t>;

std::shared_ptr<const DtlsCertificate> makeCertificate() {
    return DtlsCertificate::create(
               std::chrono::time_point_cast<core::Milliseconds>(std::chrono::system_clock::now()))
        .value();
}

/// Two sockets at the ends of one cable; a datagram takes a millisecond.
class Cable {
public:
    class End final : public PathSocket {
    public:
        End(Cable& cable, TransportAddress own) : cable_(cable), own_(own) {
            cable_.ends_[own_] = this;
        }
        ~End() override { cable_.ends_.erase(own_); }
        void setReceiver(Receive receive) override { receive_ = std::move(receive); }
        void send(const TransportAddress& to, std::span<const std::uint8_t> datagram) override {
            auto octets = std::make_shared<Octets>(datagram.begin(), datagram.end());
            cable_.flying_.push_back(cable_.clock_.after(1ms, [this, to, octets] {
                const auto end = cable_.ends_.find(to);
                if (end != cable_.ends_.end()) end->second->receive_(own_, *octets);
            }));
        }
        void goDirect() override { cable_.routes_.push_back("direct"); }
        void close() override { cable_.routes_.push_back("closed"); }
        void goByRelay(const TransportAddress&, std::uint16_t, const TransportAddress&) override {
            cable_.routes_.push_back("relay");
        }
        void deliver(const TransportAddress&, std::span<const std::uint8_t>) override {}

    private:
        Cable& cable_;
        const TransportAddress own_;
        Receive receive_;
    };
    explicit Cable(core::Clock& clock) : clock_(clock) {}

    core::Clock& clock_;
    std::map<TransportAddress, End*> ends_;
    std::vector<std::string> routes_;
    std::vector<core::Timer> flying_;
};

struct Side {
    TransportAddress address;
    std::shared_ptr<const DtlsCertificate> certificate = makeCertificate();
    std::unique_ptr<MediaPath> path;
    std::optional<DtlsKeys> keys;
    std::optional<core::Error> failure;
    bool isGathered = false;
    int paths = 0;

    Side(core::Clock& clock, core::Random& random, Cable& cable, const char* host, IceRole role,
         PathChoice choice = PathChoice::Any)
        : address(*TransportAddress::of(host, 5000)) {
        MediaPath::Events events;
        events.onGathered = [this] { isGathered = true; };
        events.onPath = [this](const IcePath&) { ++paths; };
        events.onKeys = [this](const DtlsKeys& agreed) { keys = agreed; };
        events.onFailed = [this](const core::Error& error) { failure = error; };
        events.onTrouble = [](const core::Error&) {};
        path = std::make_unique<MediaPath>(
            MediaPath::Ports{clock, random, std::make_unique<Cable::End>(cable, address),
                             certificate},
            choice, role, std::move(events));
    }
};

struct Scene {
    test::VirtualClock clock;
    core::SeededRandom random{7};
    Cable cable{clock};
    Side anna{clock, random, cable, "192.0.2.1", IceRole::Controlling};
    Side ben{clock, random, cable, "192.0.2.2", IceRole::Controlled};

    void gather() {
        anna.path->gather(anna.address, {});
        ben.path->gather(ben.address, {});
    }
    [[nodiscard]] bool begin(Side& side, Side& other) {
        return bool(side.path->begin(other.path->credentials(), other.path->candidates()));
    }
    [[nodiscard]] bool secure(Side& side, Side& other, DtlsRole role) {
        return bool(side.path->secure(role, {other.certificate->fingerprint()}));
    }
};

bool isSame(const SrtpKey& a, const SrtpKey& b) {
    return a.suite == b.suite && a.keyAndSalt.reveal() == b.keyAndSalt.reveal();
}

}  // namespace

class MediaPathTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWayAndKeysAreFound() {
        Scene scene;
        scene.gather();
        QVERIFY(scene.anna.isGathered && scene.ben.isGathered);
        QVERIFY(scene.begin(scene.ben, scene.anna));
        QVERIFY(scene.secure(scene.ben, scene.anna, DtlsRole::Client));
        // The answer takes its time: Ben's first messages overtake it.
        scene.clock.advance(300ms);
        QVERIFY(scene.begin(scene.anna, scene.ben));
        QVERIFY(scene.secure(scene.anna, scene.ben, DtlsRole::Server));
        scene.clock.advance(900ms);
        QVERIFY(scene.anna.keys && scene.ben.keys);
        QVERIFY(isSame(scene.anna.keys->local, scene.ben.keys->remote));
        QVERIFY(isSame(scene.anna.keys->remote, scene.ben.keys->local));
        QCOMPARE(scene.anna.path->path()->remote, scene.ben.address);
        // A new network of Anna's: new credentials on both sides, and the same keys.
        const auto before = scene.anna.path->credentials().fragment;
        scene.anna.path->gather(scene.anna.address, {});
        QVERIFY(scene.anna.path->credentials().fragment != before);
        scene.ben.path->restart();
        QVERIFY(scene.begin(scene.ben, scene.anna));
        QVERIFY(scene.begin(scene.anna, scene.ben));
        scene.clock.advance(1000ms);
        QCOMPARE(scene.anna.paths, 2);
        QCOMPARE(scene.ben.paths, 2);
    }
    void anotherCertificateIsRefusedInWords() {
        Scene scene;
        scene.gather();
        QVERIFY(scene.begin(scene.anna, scene.ben) && scene.begin(scene.ben, scene.anna));
        QVERIFY(scene.secure(scene.anna, scene.ben, DtlsRole::Server));
        QVERIFY(scene.ben.path->secure(DtlsRole::Client, {makeCertificate()->fingerprint()}));
        scene.clock.advance(2000ms);
        QVERIFY(scene.ben.failure && !scene.ben.keys);
        QCOMPARE(scene.ben.failure->code, core::ErrorCode::Untrusted);
    }
    void withoutIceTheHandshakeGoesStraight() {
        Scene scene;
        scene.gather();
        QVERIFY(scene.secure(scene.anna, scene.ben, DtlsRole::Server));
        QVERIFY(scene.secure(scene.ben, scene.anna, DtlsRole::Client));
        scene.anna.path->goDirect(scene.ben.address);
        scene.ben.path->goDirect(scene.anna.address);
        scene.clock.advance(500ms);
        QVERIFY(scene.anna.keys && scene.ben.keys);
    }
    void aRelayAloneLetsNothingPast() {
        Scene scene;
        Side carl(scene.clock, scene.random, scene.cable, "192.0.2.3", IceRole::Controlled,
                  PathChoice::RelayOnly);
        carl.path->gather(carl.address, {});
        QVERIFY(carl.isGathered && carl.path->candidates().empty());
        QCOMPARE(scene.cable.routes_, std::vector<std::string>{"closed"});
        scene.gather();
        // Anna knows his address and asks: he does not answer, nor does he shake hands.
        IceCandidate his = scene.anna.path->candidates().front();
        his.address = carl.address;
        QVERIFY(scene.anna.path->begin(carl.path->credentials(), std::vector{his}));
        QVERIFY(carl.path->begin(scene.anna.path->credentials(), scene.anna.path->candidates()));
        scene.clock.advance(5000ms);
        QVERIFY(!scene.anna.path->path() && !carl.path->path());
    }

    void packetsAreToldFromTheRest() {
        std::vector<Octets> signals;
        StreamWay way(
            [&](Octets datagram, const SocketAddress&) { signals.push_back(std::move(datagram)); });
        const auto server = *SocketAddress::of({"192.0.2.9", 3478});
        const auto stranger = *SocketAddress::of({"192.0.2.8", 3478});
        const auto peer = *SocketAddress::of({"192.0.2.2", 5000});
        Octets rtp{0x80, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 42};
        QVERIFY(way.take(rtp, peer));
        Octets stun(20);
        Octets dtls{22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        QVERIFY(!way.take(stun, peer) && !way.take(dtls, peer));
        Octets channel{0x40, 0, 0, 13};
        channel.insert(channel.end(), rtp.begin(), rtp.end());
        QVERIFY(!way.take(channel, server));
        QCOMPARE(signals.size(), std::size_t(3));
        way.setRoute({MediaRoute::Kind::Relayed, server, 0x4000, peer});
        const auto packet = way.take(channel, server);
        QVERIFY(packet && packet->from == peer);
        QVERIFY(Octets(packet->bytes.begin(), packet->bytes.end()) == rtp);
        // Not from somebody else, not of another channel, not with a length that is a lie.
        QVERIFY(!way.take(channel, stranger));
        channel[1] = 1;
        QVERIFY(!way.take(channel, server));
        channel[1] = 0;
        channel[3] = 14;
        QVERIFY(!way.take(channel, server));
        Octets nothing;
        QVERIFY(!way.take(nothing, server));
    }
};

QTEST_GUILESS_MAIN(MediaPathTest)
#include "MediaPathTest.moc"
