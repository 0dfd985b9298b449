// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <deque>

#include "VirtualClock.h"
#include "core/QtClock.h"
#include "media/paths/DtlsSession.h"
#include "media/rtp/SrtpContext.h"

using namespace sidetone;
using namespace sidetone::media;
using std::chrono_literals::operator""ms;
using State = DtlsSession::State;

namespace {

using Octets = std::vector<std::uint8_t>;

std::shared_ptr<const DtlsCertificate> makeCertificate() {
    return DtlsCertificate::create(
               std::chrono::time_point_cast<core::Milliseconds>(std::chrono::system_clock::now()))
        .value();
}

struct Side {
    std::shared_ptr<const DtlsCertificate> certificate = makeCertificate();
    std::vector<DtlsFingerprint> announced;
    std::vector<SrtpSuite> suites = DtlsSettings{}.suites;
    std::unique_ptr<DtlsSession> session;
    std::deque<Octets> sent;
    std::size_t largest = 0;
    std::optional<DtlsKeys> keys;
    std::optional<core::Error> failure;
    bool isClosed = false;

    void open(core::Clock& clock, DtlsRole role, core::Milliseconds firstTimeout = 1000ms) {
        session = DtlsSession::create(clock, {role, certificate, announced, suites, firstTimeout},
                                      {[this](auto datagram) {
                                           sent.emplace_back(datagram.begin(), datagram.end());
                                           largest = std::max(largest, datagram.size());
                                       },
                                       [this](const DtlsKeys& agreed) { keys = agreed; },
                                       [this](const core::Error& error) { failure = error; },
                                       [this] { isClosed = true; }})
                      .value();
    }
};

/// Client and server, who announced their certificates to each other.
struct Scene {
    Side client;
    Side server;
    test::VirtualClock clock;

    Scene() {
        client.announced = {server.certificate->fingerprint()};
        server.announced = {client.certificate->fingerprint()};
    }
    void open() {
        client.open(clock, DtlsRole::Client);
        server.open(clock, DtlsRole::Server);
    }
    void shake() {
        open();
        server.session->start();
        client.session->start();
        deliver();
    }
    void deliver() {
        while (!client.sent.empty() || !server.sent.empty()) {
            for (const auto& datagram : std::exchange(client.sent, {})) {
                server.session->receive(datagram);
            }
            for (const auto& datagram : std::exchange(server.sent, {})) {
                client.session->receive(datagram);
            }
        }
    }
};

/// A packet that one protects and the other one opens.
bool carries(const SrtpKey& from, const SrtpKey& to) {
    const auto protect = SrtpContext::create(from, SrtpUse::Protect);
    const auto open = SrtpContext::create(to, SrtpUse::Open);
    if (!protect || !open) return false;
    Octets packet(40 + SrtpContext::overhead);
    packet[0] = 0x80;
    packet[11] = 7;
    std::fill(packet.begin() + 12, packet.begin() + 40, std::uint8_t(42));
    const auto plain = packet;
    const auto isPlain = [&] {
        return std::equal(plain.begin(), plain.begin() + 40, packet.begin());
    };
    const auto length = (*protect)->rtp(packet, 40);
    if (!length || isPlain()) return false;
    const auto back = (*open)->rtp(packet, *length);
    return back == 40U && isPlain();
}

}  // namespace

class DtlsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bothSidesAgreeOnKeys_data() {
        QTest::addColumn<int>("suite");
        for (const auto suite :
             {SrtpSuite::AesCm128Sha80, SrtpSuite::AeadAes128Gcm, SrtpSuite::AeadAes256Gcm}) {
            QTest::newRow(std::string(name(suite)).c_str()) << int(suite);
        }
    }
    void bothSidesAgreeOnKeys() {
        QFETCH(int, suite);
        Scene scene;
        scene.server.suites = {static_cast<SrtpSuite>(suite)};
        scene.shake();
        QCOMPARE(scene.client.session->state(), State::Connected);
        QCOMPARE(scene.server.session->state(), State::Connected);
        const auto& ours = *scene.client.keys;
        const auto& theirs = *scene.server.keys;
        QCOMPARE(int(ours.local.suite), suite);
        QCOMPARE(ours.local.keyAndSalt.reveal().size(), keyLength(ours.local.suite));
        QVERIFY(ours.local.keyAndSalt.reveal() == theirs.remote.keyAndSalt.reveal());
        QVERIFY(ours.remote.keyAndSalt.reveal() == theirs.local.keyAndSalt.reveal());
        QVERIFY(ours.local.keyAndSalt.reveal() != ours.remote.keyAndSalt.reveal());
        QVERIFY(carries(ours.local, theirs.remote));
        QVERIFY(carries(theirs.local, ours.remote));
        QVERIFY(!carries(ours.local, theirs.local));
        QVERIFY(scene.client.largest <= 1200 && scene.server.largest <= 1200);
    }
    void anotherCertificateGetsNoKeys() {
        Scene scene;
        scene.client.announced = {makeCertificate()->fingerprint()};
        scene.shake();
        QCOMPARE(scene.client.session->state(), State::Failed);
        QCOMPARE(scene.client.failure->code, core::ErrorCode::Untrusted);
        QVERIFY(!scene.client.keys);
        Scene other;
        other.server.announced = {makeCertificate()->fingerprint()};
        other.shake();
        QCOMPARE(other.server.failure->code, core::ErrorCode::Untrusted);
        QVERIFY(!other.server.keys);
        Scene silent;
        silent.client.announced.clear();
        silent.shake();
        QCOMPARE(silent.client.failure->code, core::ErrorCode::Untrusted);
    }
    void withoutACommonSuiteThereAreNoKeys() {
        Scene scene;
        scene.client.suites = {SrtpSuite::AeadAes256Gcm};
        scene.server.suites = {SrtpSuite::AesCm128Sha80};
        scene.shake();
        QCOMPARE(scene.client.failure->code, core::ErrorCode::Unsupported);
        QVERIFY(!scene.client.keys && !scene.server.keys);
    }
    void aSuiteOfSdesAloneIsRefused() {
        test::VirtualClock clock;
        const auto session = DtlsSession::create(
            clock, {DtlsRole::Client, makeCertificate(), {}, {SrtpSuite::AesCm256Sha80}}, {});
        QVERIFY(!session);
        QCOMPARE(session.error().code, core::ErrorCode::InvalidInput);
    }
    void whatIsLostIsSentAgain() {
        core::QtClock clock;
        Scene scene;
        scene.client.open(clock, DtlsRole::Client, 20ms);
        scene.server.open(clock, DtlsRole::Server, 20ms);
        scene.server.session->start();
        scene.client.session->start();
        int lost = 0;
        int turn = 0;
        const auto deliver = [&](Side& from, Side& to) {
            for (const auto& datagram : std::exchange(from.sent, {})) {
                if (turn++ % 3 == 0) {
                    ++lost;
                } else {
                    to.session->receive(datagram);
                }
            }
        };
        const auto areConnected = [&] {
            deliver(scene.client, scene.server);
            deliver(scene.server, scene.client);
            return scene.client.keys && scene.server.keys;
        };
        QTRY_VERIFY_WITH_TIMEOUT(areConnected(), 20'000);
        QVERIFY(lost >= 1);
        QVERIFY(scene.client.keys->local.keyAndSalt.reveal() ==
                scene.server.keys->remote.keyAndSalt.reveal());
    }
    void silenceEnds() {
        Scene scene;
        scene.open();
        scene.client.session->start();
        QCOMPARE(scene.client.sent.size(), std::size_t(1));
        scene.clock.advance(29'900ms);
        QVERIFY(!scene.client.failure);
        scene.clock.advance(200ms);
        QCOMPARE(scene.client.failure->code, core::ErrorCode::Timeout);
    }
    void closingIsTold() {
        Scene scene;
        scene.shake();
        scene.client.session->close();
        scene.deliver();
        QVERIFY(scene.server.isClosed);
        QCOMPARE(scene.server.session->state(), State::Closed);
        QVERIFY(!scene.client.isClosed);
    }
    void nonsenseIsPassedBy() {
        Scene scene;
        scene.open();
        scene.server.session->start();
        scene.client.session->start();
        Octets nonsense(100, 0xFF);
        nonsense[0] = 22;
        scene.server.session->receive(nonsense);
        scene.client.session->receive(nonsense);
        scene.server.session->receive(Octets{0x80, 1, 2, 3});
        scene.deliver();
        QVERIFY(scene.client.keys && scene.server.keys);
        scene.server.session->receive(nonsense);
        QCOMPARE(scene.server.session->state(), State::Connected);
        QVERIFY(!looksLikeDtls(Octets(20, 0x80)) && !looksLikeDtls(Octets(20, 0x00)));
    }
    void fingerprintsAreReadAndWritten() {
        const auto certificate = makeCertificate();
        const auto text = formatFingerprint(certificate->fingerprint());
        QVERIFY(text.starts_with("sha-256 "));
        QCOMPARE(text.size(), std::size_t(8 + 95));
        QCOMPARE(parseFingerprint(text), certificate->fingerprint());
        QCOMPARE(parseFingerprint("SHA-256" +
                                  QString::fromStdString(text.substr(7)).toLower().toStdString()),
                 certificate->fingerprint());
        const auto digits = text.substr(8);
        const std::vector<std::string> broken{"",
                                              "sha-256",
                                              "sha-1 " + digits.substr(0, 59),
                                              "sha-256 " + digits.substr(0, 92),
                                              "sha-256 " + digits.substr(0, 94) + "G",
                                              "sha-256 " + std::string(95, 'A'),
                                              "sha-512 " + digits,
                                              text + " x"};
        for (const auto& bad : broken) {
            QVERIFY2(!parseFingerprint(bad), bad.c_str());
        }
        QVERIFY(makeCertificate()->fingerprint() != certificate->fingerprint());
    }
    void ofSeveralHashesTheStrongestDecides() {
        const auto right = makeCertificate();
        const auto other = makeCertificate();
        const auto weak = right->fingerprint();
        const auto strong = fingerprintOf(right->certificate(), FingerprintHash::Sha512).value();
        const std::vector both{weak, strong};
        QVERIFY(isAnnounced(right->certificate(), both));
        const auto foreign = fingerprintOf(other->certificate(), FingerprintHash::Sha512).value();
        QVERIFY(!isAnnounced(right->certificate(), std::vector{weak, foreign}));
        QVERIFY(isAnnounced(right->certificate(), std::vector{foreign, strong}));
        QVERIFY(!isAnnounced(right->certificate(), {}));
        QVERIFY(!isAnnounced(nullptr, both));
    }
    void descriptionsSayWhoBegins() {
        using enum DtlsSetup;
        QCOMPARE(answerTo(ActPass), Active);
        QCOMPARE(answerTo(Active), Passive);
        QCOMPARE(answerTo(Passive), Active);
        QVERIFY(!answerTo(HoldConnection));
        QCOMPARE(dtlsRole(ActPass, Active), DtlsRole::Server);
        QCOMPARE(dtlsRole(ActPass, Passive), DtlsRole::Client);
        QCOMPARE(dtlsRole(Active, ActPass), DtlsRole::Client);
        QCOMPARE(dtlsRole(Active, Passive), DtlsRole::Client);
        QCOMPARE(dtlsRole(Passive, Active), DtlsRole::Server);
        for (const auto setup : {ActPass, Active, Passive, HoldConnection}) {
            QVERIFY(!dtlsRole(setup, setup));
            QVERIFY(!dtlsRole(setup, HoldConnection));
            QCOMPARE(dtlsSetupOf(name(setup)), setup);
        }
        QVERIFY(!dtlsSetupOf("both"));
    }
};

QTEST_GUILESS_MAIN(DtlsTest)
#include "DtlsTest.moc"
