// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "ScriptedConnection.h"
#include "TestCertificates.h"
#include "VirtualClock.h"
#include "signin/enrolment/CapfSession.h"
#include "store/keys/MemoryKeyStore.h"

using namespace sidetone;
using config::EnrolmentProof;
using core::ErrorCode;
using signin::CapfCommand;
using signin::CapfMessage;
using signin::CapfReason;
using signin::CapfTag;

namespace {

/// Makes the key at once; an elliptic one is quick, whatever was wished.
class QuickKeyMaker final : public signin::KeyMaker {
public:
    std::vector<signin::KeyWish> wishes;
    signin::DeviceKey last;
    [[nodiscard]] core::Task<signin::DeviceKey> make(signin::KeyWish wish) override {
        wishes.push_back(wish);
        last = signin::makeKey({signin::KeyWish::Kind::P256, 0});
        return core::Task<signin::DeviceKey>::ready(last);
    }
};

/// Memory that says it lasts, as a key store does.
class LastingKeyStore final : public store::KeyStore {
public:
    [[nodiscard]] core::Task<core::Secret> read(store::SecretName name) override {
        return memory_.read(std::move(name));
    }
    [[nodiscard]] core::Task<void> write(store::SecretName name, core::Secret secret) override {
        return memory_.write(std::move(name), std::move(secret));
    }
    [[nodiscard]] core::Task<void> remove(store::SecretName name) override {
        return memory_.remove(std::move(name));
    }
    [[nodiscard]] store::KeyStoreState state() const override { return {lasts, why}; }
    bool lasts = true;
    std::string why;

private:
    store::MemoryKeyStore memory_{""};
};

constexpr std::uint32_t sessionId = 0x2a;

CapfMessage request(CapfCommand command) {
    return {command, sessionId, {}};
}

}  // namespace

class EnrolmentTest : public QObject {
    Q_OBJECT

    struct Scene {
        test::VirtualClock clock;
        QTemporaryDir folder;
        LastingKeyStore keys;
        net::ClientCertificates shown;
        core::SeededRandom random{1};
        QuickKeyMaker maker;
        signin::CertificateVault vault{{keys, shown, random, maker},
                                       folder.path().toStdString() + "/certificates"};
        std::shared_ptr<test::ScriptedConnection> connection =
            std::make_shared<test::ScriptedConnection>(clock);
        std::unique_ptr<signin::CapfSession> session;
        std::optional<core::Result<signin::Enrolled>> outcome;
        core::Owner owner;

        void start(signin::EnrolmentRequest wanted = {}) {
            wanted.device = "CSFJDOE";
            wanted.server = "cucm1:3804";
            session =
                std::make_unique<signin::CapfSession>(clock, vault, connection, std::move(wanted));
            session->run().then(
                owner, [this](core::Result<signin::Enrolled> told) { outcome = std::move(told); });
        }
        /// The server says this; what the client answers.
        std::string say(const CapfMessage& message) {
            connection->inject(signin::encodeCapf(message).value());
            clock.settle();
            return connection->takeWritten();
        }
        CapfMessage answerTo(const CapfMessage& message) {
            auto wire = say(message);
            auto answered = signin::takeCapf(wire);
            return answered && *answered ? **answered : CapfMessage{CapfCommand::End, 0, {}};
        }
        void greet() {
            (void)say(
                request(CapfCommand::AuthenticationRequest).add(CapfTag::Version, std::uint8_t{3}));
        }
        CapfMessage certificateFor(const signin::DeviceKey& key) const {
            auto made = test::makeCertificate({"CSFJDOE", ""}, nullptr);
            X509_set_pubkey(made.certificate.get(), key.get());
            X509_sign(made.certificate.get(), made.key.get(), EVP_sha256());
            return request(CapfCommand::StoreRequest)
                .add(CapfTag::CertificateType, std::uint8_t{1})
                .add(CapfTag::Certificate, signin::wrapCertificate(made.der()));
        }
        CapfMessage end(CapfReason reason) const {
            return request(CapfCommand::End)
                .add(CapfTag::Reason, static_cast<std::uint8_t>(reason));
        }
        [[nodiscard]] QStringList files() const {
            return QDir(folder.filePath(QStringLiteral("certificates"))).entryList(QDir::Files);
        }
        [[nodiscard]] std::string errorText() const {
            return outcome && !*outcome ? outcome->error().sentence() : std::string("no error");
        }
    };

    static void enrol(Scene& scene) {
        scene.start();
        scene.greet();
        (void)scene.say(
            request(CapfCommand::KeyRequest).add(CapfTag::KeySize, std::string("\x08\x00", 2)));
        (void)scene.say(scene.certificateFor(scene.maker.last));
        (void)scene.say(scene.end(CapfReason::Good));
    }

private Q_SLOTS:
    void installsACertificate() {
        Scene scene;
        scene.start();
        const auto greeting = QByteArray::fromHex("55010000002a00080700010308000100").toStdString();
        scene.connection->inject(greeting);
        scene.clock.settle();
        QCOMPARE(scene.connection->takeWritten(),
                 QByteArray::fromHex("55020000002a0013070001030d00084353464a444f450001000101")
                     .toStdString());
        const auto made = scene.answerTo(
            request(CapfCommand::KeyRequest).add(CapfTag::KeySize, std::string("\x08\x00", 2)));
        QVERIFY(made.command == CapfCommand::KeyResponse);
        QCOMPARE(made.session, sessionId);
        QCOMPARE(scene.maker.wishes.front().text(), std::string("RSA 2048"));
        QCOMPARE(*made.find(CapfTag::PublicKey), signin::publicKeyOf(scene.maker.last.get()));
        QVERIFY(scene.files().isEmpty());
        const auto stored = scene.say(scene.certificateFor(scene.maker.last));
        QCOMPARE(stored, QByteArray::fromHex("550a0000002a000401000101").toStdString());
        QCOMPARE(scene.files(), QStringList{QStringLiteral("CSFJDOE.pem")});
        QVERIFY(!scene.outcome);
        (void)scene.say(scene.end(CapfReason::Good));
        QVERIFY2(scene.outcome && scene.outcome->has_value(), scene.errorText().c_str());
        QCOMPARE((*scene.outcome)->identity->info().subject, std::string("CN=CSFJDOE"));
        QVERIFY((*scene.outcome)->keeping.isOnDisk);
        QVERIFY(scene.connection->isClosed());
    }
    void keepsTheKeyEncryptedAndPrivate() {
        Scene scene;
        enrol(scene);
        const auto path = scene.folder.filePath(QStringLiteral("certificates/CSFJDOE.pem"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto text = file.readAll();
        QVERIFY(text.contains("BEGIN ENCRYPTED PRIVATE KEY"));
        QVERIFY(!text.contains("BEGIN PRIVATE KEY"));
        struct stat status {};
        QCOMPARE(stat(qPrintable(path), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);
        // Another program later.
        signin::CertificateVault later({scene.keys, scene.shown, scene.random, scene.maker},
                                       scene.folder.path().toStdString() + "/certificates");
        std::optional<core::Result<std::shared_ptr<const net::ClientIdentity>>> found;
        later.find("CSFJDOE").then(scene.owner, [&](auto told) { found = std::move(told); });
        QVERIFY(found && found->has_value());
        QCOMPARE((**found)->md5(), (*scene.outcome)->identity->md5());
        // Without the key store's password it stays closed.
        LastingKeyStore other;
        signin::CertificateVault stranger({other, scene.shown, scene.random, scene.maker},
                                          scene.folder.path().toStdString() + "/certificates");
        stranger.find("CSFJDOE").then(scene.owner, [&](auto told) { found = std::move(told); });
        QVERIFY(!found->has_value());
    }
    void neverLosesTheLastGoodPair() {
        Scene first;
        enrol(first);
        const auto name = first.folder.filePath(QStringLiteral("certificates/CSFJDOE.pem"));
        QFile before(name);
        QVERIFY(before.open(QIODevice::ReadOnly));
        const auto old = before.readAll();
        first.connection = std::make_shared<test::ScriptedConnection>(first.clock);
        first.outcome.reset();
        enrol(first);
        QVERIFY(first.outcome->has_value());
        QFile after(name);
        QVERIFY(after.open(QIODevice::ReadOnly));
        QVERIFY(after.readAll() != old);
        QFile kept(first.folder.filePath(QStringLiteral("certificates/CSFJDOE.previous.pem")));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), old);
    }
    void saysNothingStoredThatIsNotStored() {
        Scene scene;
        QFile blocker(scene.folder.filePath(QStringLiteral("certificates")));
        QVERIFY(blocker.open(QIODevice::WriteOnly));  // a file where the folder should be
        scene.start();
        scene.greet();
        (void)scene.say(request(CapfCommand::KeyRequest));
        QVERIFY(scene.say(scene.certificateFor(scene.maker.last)).empty());
        QVERIFY(scene.outcome && !scene.outcome->has_value());
        QVERIFY(scene.outcome->error().code == ErrorCode::Storage);
    }
    void livesInMemoryWithoutAKeyStore() {
        Scene scene;
        scene.keys.lasts = false;
        scene.keys.why = "There is no key store.";
        enrol(scene);
        QVERIFY((*scene.outcome)->identity != nullptr);
        QVERIFY(!(*scene.outcome)->keeping.isOnDisk);
        QVERIFY(scene.files().isEmpty());
    }
    void sendsTheAuthenticationString() {
        Scene scene;
        signin::EnrolmentRequest wanted;
        wanted.proof = EnrolmentProof::AuthenticationString;
        wanted.authenticationString = core::Secret("123456");
        scene.start(std::move(wanted));
        const auto answered = scene.say(
            request(CapfCommand::AuthenticationRequest).add(CapfTag::Version, std::uint8_t{3}));
        QCOMPARE(answered, QByteArray::fromHex("55020000002a001d01000101070001030b00073132333435"
                                               "36000d00084353464a444f4500")
                               .toStdString());
    }
    void provesItselfByThePresentCertificate() {
        Scene scene;
        const auto made = test::makeCertificate({"CSFJDOE", "", -1, 30, 2048}, nullptr);
        signin::EnrolmentRequest wanted;
        wanted.proof = EnrolmentProof::Lsc;
        wanted.present = net::ClientIdentity::fromDer(made.der(), made.key.get()).value();
        scene.start(std::move(wanted));
        const auto answered = scene.answerTo(
            request(CapfCommand::AuthenticationRequest).add(CapfTag::Version, std::uint8_t{2}));
        QCOMPARE(*answered.find(CapfTag::Version), std::string("\2"));
        QCOMPARE(signin::unwrapCertificate(*answered.find(CapfTag::Certificate)), made.der());
        const auto signedBytes = std::string("CSFJDOE\0", 8) + made.der();
        QCOMPARE(*answered.find(CapfTag::SignedData),
                 signin::signatureOf(made.key.get(), signin::SignatureHash::Sha1, signedBytes));
        QCOMPARE(answered.find(CapfTag::SignedDataSha2)->substr(0, 3),
                 std::string("\x03\x01\x00", 3));
    }
    void makesTheKeyThatIsWished() {
        Scene scene;
        scene.start();
        scene.greet();
        (void)scene.say(request(CapfCommand::KeyRequest)
                            .add(CapfTag::KeyType, std::uint8_t{1})
                            .add(CapfTag::Curve, std::uint8_t{1}));
        QCOMPARE(scene.maker.wishes.front().text(), std::string("EC P-384"));
    }
    void refusesASmallKey() {
        Scene scene;
        scene.start();
        scene.greet();
        (void)scene.say(
            request(CapfCommand::KeyRequest).add(CapfTag::KeySize, std::string("\x04\x00", 2)));
        QVERIFY(scene.maker.wishes.empty());
        QVERIFY2(scene.errorText().find("RSA key of 1024 bits") != std::string::npos,
                 scene.errorText().c_str());
    }
    void refusesACertificateForAnotherKey() {
        Scene scene;
        scene.start();
        scene.greet();
        (void)scene.say(request(CapfCommand::KeyRequest));
        const auto other = signin::makeKey({signin::KeyWish::Kind::P256, 0});
        auto stored = scene.answerTo(scene.certificateFor(other));
        QVERIFY(stored.command == CapfCommand::StoreResponse);
        QVERIFY(stored.number(CapfTag::Reason) != 1U);
        QVERIFY(scene.outcome->error().code == ErrorCode::BadAnswer);
        QVERIFY(scene.files().isEmpty());
    }
    void tellsWhyItEnded_data() {
        QTest::addColumn<int>("reason");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("unknown device") << 9 << QByteArray("does not know the device CSFJDOE");
        QTest::newRow("issued already") << 7
                                        << QByteArray(
                                               "has issued this device's certificate "
                                               "already");
        QTest::newRow("other") << 5 << QByteArray("declined with reason 5");
    }
    void tellsWhyItEnded() {
        QFETCH(int, reason);
        QFETCH(QByteArray, words);
        Scene scene;
        scene.start();
        scene.greet();
        (void)scene.say(scene.end(static_cast<CapfReason>(reason)));
        QVERIFY(scene.outcome->error().code == ErrorCode::Forbidden);
        QVERIFY2(scene.errorText().find(words.toStdString()) != std::string::npos,
                 scene.errorText().c_str());
        QVERIFY(!scene.outcome->error().advice.empty());
    }
    void hasNothingToDo() {
        Scene scene;
        scene.start();
        scene.greet();
        (void)scene.say(scene.end(CapfReason::NothingToDo));
        QVERIFY(scene.outcome->has_value());
        QVERIFY((*scene.outcome)->identity == nullptr);
    }
    void isSentAwayForLater() {
        Scene scene;
        scene.start();
        (void)scene.say(
            request(CapfCommand::RetryLater).add(CapfTag::RetryDelay, std::string("\x00\x1e", 2)));
        QVERIFY(scene.outcome->error().code == ErrorCode::Unavailable);
        QVERIFY(scene.errorText().find("in 30 s") != std::string::npos);
    }
    void givesASilentServerUp() {
        Scene scene;
        scene.start();
        scene.clock.advance(core::Milliseconds(9'900));
        QVERIFY(!scene.outcome);
        scene.clock.advance(core::Milliseconds(200));
        QVERIFY(scene.outcome->error().code == ErrorCode::Timeout);
    }
    void keepsWhatWasStoredWhereTheEndIsMissing() {
        Scene scene;
        scene.start();
        scene.greet();
        (void)scene.say(request(CapfCommand::KeyRequest));
        (void)scene.say(scene.certificateFor(scene.maker.last));
        scene.connection->breakDown();
        scene.clock.settle();
        QVERIFY2(scene.outcome && scene.outcome->has_value(), scene.errorText().c_str());
        QVERIFY((*scene.outcome)->identity != nullptr);
    }
    void refusesMessagesOutOfTurn() {
        for (const auto command : {CapfCommand::KeyRequest, CapfCommand::StoreRequest,
                                   CapfCommand::StoreResponse, static_cast<CapfCommand>(200)}) {
            Scene scene;
            scene.start();
            (void)scene.say(request(command));
            QVERIFY(scene.outcome->error().code == ErrorCode::BadAnswer);
        }
    }
};

QTEST_GUILESS_MAIN(EnrolmentTest)
#include "EnrolmentTest.moc"
