// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "IceSide.h"
#include "media/paths/StunSeal.h"

using namespace sidetone;
using namespace sidetone::media;
using test::IceSide;
using test::NatKind;
using std::chrono_literals::operator""ms;

namespace {

constexpr IceSettings controlling{};
constexpr IceSettings controlled{.role = IceRole::Controlled};
constexpr std::array kinds{NatKind::FullCone, NatKind::RestrictedCone, NatKind::PortRestricted,
                           NatKind::Symmetric};
constexpr std::array kindNames{"full cone", "restricted cone", "port restricted", "symmetric"};

TransportAddress at(std::string_view host, int port) {
    return TransportAddress::of(host, static_cast<std::uint16_t>(port)).value();
}

/// Two programs and what lies between them.
struct Scene {
    explicit Scene(std::uint64_t seed = 1, IceSettings settingsA = controlling,
                   IceSettings settingsB = controlled)
        : random(seed),
          network(clock, seed),
          a(clock, network, random, settingsA),
          b(clock, network, random, settingsB) {}

    test::VirtualClock clock;
    core::SeededRandom random;
    test::SimulatedNetwork network;
    IceSide a;
    IceSide b;

    /// Both directly in one network.
    void openBoth() {
        a.open("192.0.2.1", 1000, -1);
        b.open("192.0.2.2", 2000, -1);
    }
    /// Both behind NATs, with what a server tells them.
    void openBehind(NatKind natOfA, NatKind natOfB) {
        const auto server = at("203.0.113.1", 3478);
        network.addStunServer(server);
        a.open("10.1.0.1", 1000, network.addNat(natOfA, "198.51.100.1"));
        b.open("10.2.0.1", 2000, network.addNat(natOfB, "198.51.100.2"));
        a.gather(server);
        b.gather(server);
        clock.advance(200ms);
    }
    bool start() { return a.start(b).has_value() && b.start(a).has_value(); }
    bool areBoth(IceState state) const {
        return a.agent.state() == state && b.agent.state() == state;
    }
    /// Virtual milliseconds until both are there; -1: not within the time.
    qint64 until(IceState state, core::Milliseconds longest) {
        const auto begin = clock.now();
        while (!areBoth(state)) {
            if (clock.now() - begin > longest) return -1;
            clock.advance(5ms);
        }
        return clock.millisecondsSince(begin);
    }
    /// Whether data arrives both ways.
    bool carries() {
        const int before = a.dataReceived + b.dataReceived;
        a.sendData();
        b.sendData();
        clock.advance(500ms);
        return a.dataReceived + b.dataReceived == before + 2;
    }
};

}  // namespace

class IceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void twoHostsMeet() {
        Scene scene;
        scene.openBoth();
        QVERIFY(scene.start());
        QVERIFY(!scene.a.agent.path(1));
        const auto took = scene.until(IceState::Connected, 5000ms);
        QVERIFY(took >= 40 && took <= 200);  // two round trips of 20 ms, paced
        QCOMPARE(scene.a.agent.path(1)->remote, at("192.0.2.2", 2000));
        QCOMPARE(scene.b.agent.path(1)->remote, at("192.0.2.1", 1000));
        QVERIFY(scene.carries());
        QCOMPARE(scene.a.states, (std::vector{IceState::Checking, IceState::Connected}));
        QCOMPARE(scene.a.paths.size(), std::size_t(1));
    }
    void nats_data() {
        QTest::addColumn<int>("natOfA");
        QTest::addColumn<int>("natOfB");
        QTest::addColumn<bool>("works");
        for (int i = 0; i < 4; ++i) {
            for (int j = 0; j < 4; ++j) {
                const auto name =
                    std::string(kindNames[size_t(i)]) + " and " + kindNames[size_t(j)];
                // A symmetric NAT shows a port that nobody was told; only who looks at hosts alone
                // lets that in.
                QTest::newRow(name.c_str())
                    << i << j << !((i == 3 && j >= 2) || (j == 3 && i >= 2));
            }
        }
    }
    void nats() {
        QFETCH(int, natOfA);
        QFETCH(int, natOfB);
        QFETCH(bool, works);
        Scene scene;
        scene.openBehind(kinds[size_t(natOfA)], kinds[size_t(natOfB)]);
        QCOMPARE(scene.a.agent.candidates().size(), std::size_t(2));
        QVERIFY(scene.start());
        if (works) {
            QVERIFY(scene.until(IceState::Connected, 5000ms) >= 0);
            QVERIFY(scene.carries());
        } else {
            const auto took = scene.until(IceState::Failed, 100'000ms);
            QVERIFY(took >= 39'000);
            QVERIFY(!scene.a.agent.path(1));
        }
    }
    void aRelayHelpsWhereNothingElseDoes() {
        Scene scene;
        scene.openBehind(NatKind::Symmetric, NatKind::Symmetric);
        scene.b.openRelay("203.0.113.9", 50'000);
        QVERIFY(scene.start());
        QVERIFY(scene.until(IceState::Connected, 5000ms) >= 0);
        QCOMPARE(scene.b.agent.path(1)->localKind, CandidateKind::Relayed);
        QCOMPARE(scene.a.agent.path(1)->remoteKind, CandidateKind::Relayed);
        QVERIFY(scene.carries());
    }
    void aRelayIsNotChosenWhereItIsNotNeeded() {
        Scene scene;
        scene.openBehind(NatKind::PortRestricted, NatKind::PortRestricted);
        scene.a.openRelay("203.0.113.8", 50'000);
        scene.b.openRelay("203.0.113.9", 50'000);
        QVERIFY(scene.start());
        QVERIFY(scene.until(IceState::Connected, 5000ms) >= 0);
        QVERIFY(scene.a.agent.path(1)->localKind != CandidateKind::Relayed);
        QVERIFY(scene.a.agent.path(1)->remoteKind != CandidateKind::Relayed);
    }
    void aPortThatNobodyWasToldIsLearnt() {
        Scene scene;
        scene.openBehind(NatKind::Symmetric, NatKind::FullCone);
        QVERIFY(scene.start());
        QVERIFY(scene.until(IceState::Connected, 5000ms) >= 0);
        QCOMPARE(scene.b.agent.path(1)->remoteKind, CandidateKind::PeerReflexive);
        QCOMPARE(scene.a.agent.path(1)->localKind, CandidateKind::PeerReflexive);
        QCOMPARE(scene.a.agent.candidates().size(), std::size_t(2));  // it is told to nobody
    }
    void losses_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 20; ++seed) {
            QTest::newRow(std::to_string(seed).c_str()) << seed;
        }
    }
    void losses() {
        QFETCH(int, seed);
        Scene scene(static_cast<std::uint64_t>(seed));
        scene.network.setDelay(20ms, 80ms);
        scene.network.setLoss(20);
        scene.openBoth();
        QVERIFY(scene.start());
        QVERIFY(scene.until(IceState::Connected, 40'000ms) >= 0);
        scene.network.setLoss(0);
        QVERIFY(scene.carries());
    }
    void rolesThatConflictAreSettled_data() {
        QTest::addColumn<int>("seed");
        QTest::addColumn<bool>("bothControl");
        for (int seed = 1; seed <= 4; ++seed) {
            for (const bool both : {false, true}) {
                QTest::newRow((std::to_string(seed) + (both ? " control" : " follow")).c_str())
                    << seed << both;
            }
        }
    }
    void rolesThatConflictAreSettled() {
        QFETCH(int, seed);
        QFETCH(bool, bothControl);
        const auto settings = bothControl ? controlling : controlled;
        Scene scene(static_cast<std::uint64_t>(seed), settings, settings);
        scene.openBoth();
        QVERIFY(scene.start());
        QVERIFY(scene.until(IceState::Connected, 5000ms) >= 0);
        QVERIFY(scene.a.agent.role() != scene.b.agent.role());
        QVERIFY(scene.carries());
    }
    void bothComponentsFindAWay() {
        Scene scene(1, {.components = 2}, {.role = IceRole::Controlled, .components = 2});
        scene.openBoth();
        scene.a.open("192.0.2.1", 1001, -1, 2);
        scene.b.open("192.0.2.2", 2001, -1, 2);
        QVERIFY(scene.start());
        QVERIFY(scene.until(IceState::Connected, 5000ms) >= 0);
        QCOMPARE(scene.a.agent.path(1)->remote, at("192.0.2.2", 2000));
        QCOMPARE(scene.a.agent.path(2)->remote, at("192.0.2.2", 2001));
    }
    void whoBeginsLateIsWaitedFor() {
        Scene scene;
        scene.openBehind(NatKind::PortRestricted, NatKind::PortRestricted);
        QVERIFY(scene.a.start(scene.b).has_value());
        scene.clock.advance(20'000ms);
        QCOMPARE(scene.a.agent.state(), IceState::Checking);
        QVERIFY(scene.b.start(scene.a).has_value());
        QVERIFY(scene.until(IceState::Connected, 5000ms) >= 0);
    }
    void checksThatComeBeforeTheDescriptionAreKept() {
        Scene scene;
        scene.openBoth();
        QVERIFY(scene.a.start(scene.b).has_value());
        scene.clock.advance(100ms);
        QVERIFY(scene.a.agent.path(1));  // it was answered
        // The description of a came without the candidate that its checks come from.
        QVERIFY(scene.b.agent.start(scene.a.agent.credentials(), {}).has_value());
        QVERIFY(scene.until(IceState::Connected, 5000ms) >= 0);
        QCOMPARE(scene.b.agent.path(1)->remoteKind, CandidateKind::PeerReflexive);
    }
    void checksBeginOneAfterTheOther() {
        Scene scene;
        for (int i = 0; i < 4; ++i) {
            scene.a.open("10.1.0." + std::to_string(i + 1), 1000, -1);
            scene.b.open("10.2.0." + std::to_string(i + 1), 2000, 0);  // behind a NAT: silent
        }
        scene.network.addNat(NatKind::Symmetric, "198.51.100.2");
        QVERIFY(scene.a.start(scene.b).has_value());
        scene.clock.advance(3000ms);
        std::map<StunTransactionId, core::Instant> firsts;
        for (const auto& sent : scene.a.sent) {
            firsts.emplace(parseStun(sent.octets)->id(), sent.time);
        }
        QCOMPARE(firsts.size(), std::size_t(16));
        std::set<core::Instant> times;
        for (const auto& [id, time] : firsts) times.insert(time);
        QCOMPARE(times.size(), std::size_t(16));
        for (auto each = times.begin(); std::next(each) != times.end(); ++each) {
            QVERIFY(*std::next(each) - *each >= 50ms);
        }
    }
    void strangersAreRefused() {
        Scene scene;
        scene.openBoth();
        QVERIFY(scene.start());
        QVERIFY(scene.until(IceState::Connected, 5000ms) >= 0);
        std::vector<int> answers;
        const auto stranger = at("192.0.2.66", 6);
        scene.network.open(stranger, -1, [&](const auto&, auto octets) {
            if (const auto error = parseStun(octets)->error()) answers.push_back(error->code);
        });
        StunMessage request(StunClass::Request, StunMethod::Binding, {});
        request.addText(StunType::Username, scene.b.agent.credentials().fragment + ":x");
        request.addNumber(StunType::Priority, 1);
        request.addFlag(StunType::UseCandidate);
        const auto before = scene.b.agent.path(1);
        for (const auto integrity : {StunIntegrity::Sha1, StunIntegrity::None}) {
            scene.network.send(
                stranger, at("192.0.2.2", 2000),
                sealStun(request, integrity, core::Secret("guessed"), StunFingerprint::With));
        }
        scene.clock.advance(100ms);
        QCOMPARE(answers, (std::vector{401, 400}));
        QCOMPARE(scene.b.agent.path(1), before);
        QCOMPARE(scene.b.agent.checkList().pairs().size(), std::size_t(1));
    }
    void anotherPasswordFindsNoWay() {
        Scene scene;
        scene.openBoth();
        auto wrong = scene.b.agent.credentials();
        wrong.password = core::Secret(std::string(24, 'x'));
        const auto candidates = scene.b.agent.candidates();
        QVERIFY(scene.a.agent.start(wrong, candidates).has_value());
        scene.clock.advance(60'000ms);
        QCOMPARE(scene.a.agent.state(), IceState::Failed);
        wrong.password = core::Secret("short");
        scene.a.agent.restart();
        const auto refused = scene.a.agent.start(wrong, candidates);
        QVERIFY(!refused && refused.error().code == core::ErrorCode::InvalidInput);
    }
    void onlyAuthenticAnswersFromTheRightPlaceCount() {
        for (const bool isAuthentic : {false, true}) {
            Scene scene;
            scene.openBoth();
            scene.network.close(at("192.0.2.2", 2000));  // silent: the answers are made here
            QVERIFY(scene.a.start(scene.b).has_value());
            scene.clock.advance(10ms);
            const auto asked = parseStun(scene.a.sent.at(0).octets).value();
            StunMessage answer(StunClass::Success, StunMethod::Binding, asked.id());
            answer.addAddress(StunType::XorMappedAddress, at("192.0.2.1", 1000));
            const auto key = isAuthentic ? scene.b.agent.credentials().password
                                         : core::Secret(std::string(24, 'x'));
            const auto from = isAuthentic ? at("192.0.2.66", 6) : at("192.0.2.2", 2000);
            QVERIFY(scene.a.agent.receive(
                at("192.0.2.1", 1000), from,
                sealStun(answer, StunIntegrity::Sha1, key, StunFingerprint::With)));
            QVERIFY(!scene.a.agent.path(1));
            // What is forged is as if it never came; from elsewhere, the check has failed.
            const auto state = scene.a.agent.checkList().pairs().front().state;
            QCOMPARE(state, isAuthentic ? PairState::Failed : PairState::InProgress);
        }
    }
    void aBetterWayIsWaitedForAWhile() {
        Scene scene(1, {.nominationWait = 1000ms});
        const auto better = at("192.0.2.2", 2000);
        scene.a.open("192.0.2.1", 1000, -1);
        scene.b.agent.addHost(1, better);  // nothing comes through there yet
        scene.b.open("192.0.2.3", 2000, -1, 1, 100);
        QVERIFY(scene.start());
        scene.clock.advance(300ms);
        QCOMPARE(scene.a.agent.path(1)->remote, at("192.0.2.3", 2000));
        QCOMPARE(scene.a.agent.state(), IceState::Checking);
        scene.b.open("192.0.2.2", 2000, -1);
        QVERIFY(scene.until(IceState::Connected, 5000ms) >= 0);
        QCOMPARE(scene.a.agent.path(1)->remote, better);
        QCOMPARE(scene.b.agent.path(1)->base, better);
    }
    void noBetterWayIsWaitedForLong() {
        Scene scene;
        scene.a.open("192.0.2.1", 1000, -1);
        scene.b.agent.addHost(1, at("192.0.2.2", 2000));  // nothing ever comes through there
        scene.b.open("192.0.2.3", 2000, -1, 1, 100);
        QVERIFY(scene.start());
        const auto took = scene.until(IceState::Connected, 5000ms);
        QVERIFY(took >= 500 && took <= 1000);
        QCOMPARE(scene.a.agent.path(1)->remote, at("192.0.2.3", 2000));
    }
    void whoRestartsStillAnswersForTheOldWay() {
        Scene scene;
        scene.openBoth();
        QVERIFY(scene.start());
        QVERIFY(scene.until(IceState::Connected, 5000ms) >= 0);
        scene.a.agent.restart();
        scene.clock.advance(60'000ms);  // the other side's new description is long on its way
        QCOMPARE(scene.b.agent.state(), IceState::Connected);
        QVERIFY(scene.carries());
    }
    void consentIsAskedForAndEnds() {
        Scene scene;
        scene.openBoth();
        QVERIFY(scene.start());
        QVERIFY(scene.until(IceState::Connected, 5000ms) >= 0);
        scene.clock.advance(1000ms);
        scene.b.sent.clear();
        scene.a.sent.clear();
        scene.clock.advance(600'000ms);
        QVERIFY(scene.areBoth(IceState::Connected));
        // Of both: a check each 4 to 6 s and an answer to each.
        const auto messages = scene.a.sent.size();
        QVERIFY2(messages >= 2 * 99 && messages <= 2 * 151, qPrintable(QString::number(messages)));
        scene.network.setLoss(100);
        scene.clock.advance(23'000ms);  // the last answer is up to 6 s old
        QVERIFY(scene.areBoth(IceState::Connected));
        scene.clock.advance(8000ms);
        QVERIFY(scene.areBoth(IceState::Lost));
        QVERIFY(!scene.a.agent.path(1));
        scene.a.sent.clear();
        scene.clock.advance(60'000ms);
        QVERIFY(scene.a.sent.empty());
    }
    void aRestartMovesToAnotherNetwork() {
        Scene scene;
        scene.openBoth();
        QVERIFY(scene.start());
        QVERIFY(scene.until(IceState::Connected, 5000ms) >= 0);
        const auto old = scene.a.agent.credentials().fragment;
        scene.a.leave();
        scene.a.open("198.51.100.77", 1234, -1);
        scene.a.agent.restart();
        scene.b.agent.restart();
        QVERIFY(scene.a.agent.credentials().fragment != old);
        QVERIFY(scene.b.agent.path(1));  // the way that was chosen is used until there is another
        QVERIFY(scene.start());
        QVERIFY(scene.until(IceState::Connected, 5000ms) >= 0);
        QCOMPARE(scene.b.agent.path(1)->remote, at("198.51.100.77", 1234));
        QVERIFY(scene.carries());
        scene.clock.advance(120'000ms);
        QVERIFY(scene.areBoth(IceState::Connected));
    }
    void dataIsNotTaken() {
        Scene scene;
        scene.openBoth();
        const std::array<std::uint8_t, 20> rtp{0x80};
        QVERIFY(!scene.a.agent.receive(at("192.0.2.1", 1000), at("192.0.2.2", 2000), rtp));
        QVERIFY(scene.start());
        const auto again = scene.start();
        QVERIFY(!again);
    }
};

QTEST_GUILESS_MAIN(IceTest)
#include "IceTest.moc"
