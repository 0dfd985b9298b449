// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "../integration_calls/Phone.h"
#include "Rows.h"
#include "TrustPorts.h"
#include "signin/SignIn.h"
#include "signin/enrolment/CertificateVault.h"
#include "store/keys/MemoryKeyStore.h"

ROWS("AUTH-04", "DISC-14");

using namespace sidetone;
using namespace sidetone::test;
using signin::Verdict;
using telephony::LineState;

namespace {

/// Memory in a key store's place, that lasts as long as the test.
class TestKeyStore final : public store::KeyStore {
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
    [[nodiscard]] store::KeyStoreState state() const override { return {true, {}}; }

private:
    store::MemoryKeyStore memory_{""};
};

/// Types the same digits whenever it is asked.
class TypingPerson final : public signin::Questions {
public:
    std::string digits;
    std::vector<signin::Question> asked;
    [[nodiscard]] core::Task<signin::Answer> ask(signin::Question question) override {
        asked.push_back(std::move(question));
        signin::Answer answer;
        answer.secret = core::Secret(digits);
        return core::Task<signin::Answer>::ready(answer);
    }
};

/// One profile folder with its key store, as a program that starts and ends finds it.
struct Profile {
    QTemporaryDir folder;
    TestKeyStore keys;
    signin::ThreadKeyMaker maker;
    TypingPerson person;
};

/// One run of the program: a sign-in to its end.
struct Run {
    TrustPorts ports;
    signin::CertificateVault vault;
    std::unique_ptr<signin::SignIn> signIn;
    core::Result<signin::Deployment> outcome = core::fail(core::ErrorCode::Internal, "Not begun");

    Run(const OfficeFixture& office, Profile& profile, int user,
        signin::Purpose purpose = signin::Purpose::SignIn)
        : Run(office, profile, user, office.nameServer(), purpose) {}
    Run(const OfficeFixture& office, Profile& profile, int user, const std::string& nameServer,
        signin::Purpose purpose = signin::Purpose::SignIn)
        : ports(office, nameServer),
          vault({profile.keys, *ports.certificates, ports.random, profile.maker},
                profile.folder.path().toStdString() + "/certificates") {
        again(office, profile, user, purpose);
    }
    void again(const OfficeFixture& office, Profile& profile, int user,
               signin::Purpose purpose = signin::Purpose::SignIn) {
        signin::SignInPorts all{ports.clock,       ports.resolver, ports.http,
                                ports.connections, ports.log,      ports.random};
        all.questions = &profile.person;
        all.certificates = &vault;
        signin::SignInOptions options;
        options.purpose = purpose;
        signIn = std::make_unique<signin::SignIn>(all, options);
        outcome = ports.wait(signIn->run(office.user(user), office.password(user)));
    }
    [[nodiscard]] const signin::TraceStep& enrolment() const {
        for (const auto& step : signIn->trace().steps) {
            if (step.name == "enrolment") return step;
        }
        qFatal("there is no such step");
    }
    [[nodiscard]] std::string told() const {
        const auto& step = enrolment();
        return step.answer + " | " + step.why +
               (step.error ? " | " + step.error->sentence() : std::string());
    }
    [[nodiscard]] bool has(const std::string& words) const {
        return told().find(words) != std::string::npos;
    }
};

}  // namespace

class EnrolmentTest : public QObject {
    Q_OBJECT
    OfficeFixture office_{SIDETONE_BIN_DIR};

    [[nodiscard]] std::string outsideNameServer() const {
        return office_.variable("SIDETONE_NAMESERVER_OUTSIDE");
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--with", "enrolment,edge"}), office_.failure().c_str());
    }
    /// Nobody has a certificate yet: the call server sends the phone away.
    void withoutACertificateThePhoneIsSentAway() {
        Phone anna(office_, 600);
        QVERIFY(anna->start(Phone::lineOf(office_, 1)));
        QTRY_VERIFY_WITH_TIMEOUT(anna->lineState() == LineState::Failed, 20'000);
    }
    /// Inside first, where a certificate is due: outside the phone is refused with the reason.
    void outsideNobodyGetsAFirstCertificate() {
        Profile profile;
        const Run outside(office_, profile, 1, outsideNameServer());
        QVERIFY2(outside.outcome.has_value(), outside.told().c_str());
        QVERIFY2(outside.enrolment().verdict == Verdict::Failed, outside.told().c_str());
        QVERIFY2(outside.has("The phone cannot register without it."), outside.told().c_str());
        QVERIFY2(outside.has("Sign in once inside"), outside.told().c_str());
    }
    void aPhoneGetsItsCertificateAndRegisters() {
        Profile profile;
        Run explained(office_, profile, 1, signin::Purpose::Explain);
        QVERIFY2(explained.has(":3804 would be asked"), explained.told().c_str());

        Run first(office_, profile, 1);
        QVERIFY2(first.outcome.has_value(), first.told().c_str());
        QVERIFY2(first.enrolment().verdict == Verdict::Done, first.told().c_str());
        QVERIFY2(first.has("issued by CN=CAPF-office"), first.told().c_str());
        const QDir certificates(profile.folder.filePath(QStringLiteral("certificates")));
        QCOMPARE(certificates.entryList(QDir::Files), QStringList{QStringLiteral("CSFANNA.pem")});
        QFile file(certificates.filePath(QStringLiteral("CSFANNA.pem")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("BEGIN ENCRYPTED PRIVATE KEY"));

        Phone phone(office_, 600, first.ports.certificates);
        QVERIFY(phone->start(Phone::lineOf(office_, 1)));
        QTRY_VERIFY_WITH_TIMEOUT(phone.isRegistered(), 20'000);

        // The next start finds it, and asks nobody.
        Run second(office_, profile, 1);
        QVERIFY2(second.has("It is the one that the call managers expect"), second.told().c_str());
        QVERIFY(second.ports.certificates->find("CSFANNA") != nullptr);

        // And so it does outside.
        const Run outside(office_, profile, 1, outsideNameServer());
        QVERIFY2(outside.outcome.has_value() && outside.outcome->edge, outside.told().c_str());
        QVERIFY2(outside.has("It is the one that the call managers expect"),
                 outside.told().c_str());

        // Somebody else's certificate is no good for this line.
        Phone stranger(office_, 700, first.ports.certificates);
        QVERIFY(stranger->start(Phone::lineOf(office_, 2)));
        QTRY_VERIFY_WITH_TIMEOUT(stranger->lineState() == LineState::Failed, 20'000);
    }
    /// On another computer: the server issues once, until the administrator resets the device.
    void aSecondComputerNeedsAReset() {
        Profile other;
        Run refused(office_, other, 1);
        QVERIFY(refused.outcome.has_value());
        QVERIFY2(refused.has("issued this device's certificate already"), refused.told().c_str());
        QVERIFY(office_.done({"answer", "enrolment-anna", "again"}));
        Run granted(office_, other, 1);
        QVERIFY2(granted.enrolment().verdict == Verdict::Done, granted.told().c_str());
    }
    void theAuthenticationStringIsAskedFor() {
        Profile profile;
        QVERIFY(office_.done({"answer", "enrolment-ben", "string-246810"}));
        profile.person.digits = "135791";
        Run wrong(office_, profile, 2);
        QCOMPARE(profile.person.asked.size(), std::size_t{1});
        QVERIFY(profile.person.asked[0].kind == signin::Question::Kind::AuthenticationString);
        QVERIFY2(wrong.has("Check the authentication string"), wrong.told().c_str());
        profile.person.digits = "246810";
        Run right(office_, profile, 2);
        QVERIFY2(right.enrolment().verdict == Verdict::Done, right.told().c_str());
        // Renewed by the present certificate, kept beside the new one.
        QVERIFY(office_.done({"answer", "enrolment-ben", "lsc"}));
        Run renewed(office_, profile, 2);
        QVERIFY2(renewed.has("expect another certificate"), renewed.told().c_str());
        QVERIFY2(renewed.enrolment().verdict == Verdict::Done, renewed.told().c_str());
        QVERIFY(QFile::exists(
            profile.folder.filePath(QStringLiteral("certificates/CSFBEN.previous.pem"))));
    }
    void tellsWhatTheServerSays() {
        Profile profile;
        QVERIFY(office_.done({"answer", "enrolment-anna", "unknown"}));
        Run unknown(office_, profile, 1);
        QVERIFY2(unknown.has("does not know the device CSFANNA"), unknown.told().c_str());
        QVERIFY(office_.done({"answer", "enrolment-anna", "later"}));
        Run later(office_, profile, 1);
        QVERIFY2(later.has("asks to come back later (in 30 s)"), later.told().c_str());
        QVERIFY(office_.done({"fault", "capf", "stop"}));
        Run dead(office_, profile, 1);
        QVERIFY2(dead.has("nothing is running on this port"), dead.told().c_str());
        QVERIFY(office_.done({"fault", "capf", "start"}));
        QVERIFY(office_.done({"answer", "enrolment-anna", "again"}));
    }
    /// The server itself is verified, and the person is the way out.
    void theServersCertificateIsTheWayOut() {
        Profile profile;
        QVERIFY(office_.done({"cert", "capf", "self-signed"}));
        QVERIFY(office_.done({"answer", "enrolment-anna", "again"}));
        Run run(office_, profile, 1);
        QVERIFY2(run.has("self-signed"), run.told().c_str());
        QCOMPARE(run.ports.trust->refused().size(), std::size_t{1});
        QVERIFY(run.ports.trust->accept(run.ports.trust->refused().front()).has_value());
        run.again(office_, profile, 1);
        QVERIFY2(run.enrolment().verdict == Verdict::Done, run.told().c_str());
    }
};

QTEST_GUILESS_MAIN(EnrolmentTest)
#include "EnrolmentTest.moc"
