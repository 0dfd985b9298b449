// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "CertificateCases.h"
#include "core/QtClock.h"
#include "net/TlsPolicy.h"
#include "net/TlsTrust.h"

using namespace sidetone;
using net::InvalidCertificates;
using net::TlsFault;
using test::Identity;
using test::makeCertificate;

class TlsTrustTest : public QObject {
    Q_OBJECT

    core::QtClock clock_;
    QTemporaryDir folder_;
    test::CertificateCases matrix_;
    std::shared_ptr<net::TlsTrust> trust_;
    const net::PeerIdentity peer_{{"imp1.office.test"}, {}};
    const std::string server_ = "imp1.office.test:5222";

    std::shared_ptr<const net::TlsPolicy> policy() {
        net::TlsSettings settings;
        settings.caFile = folder_.filePath(QStringLiteral("ca.pem")).toStdString();
        settings.trustsSystemAuthorities = false;
        std::ofstream(settings.caFile) << matrix_.authority.pem();
        return net::TlsPolicy::create(settings, clock_, trust_).value();
    }
    core::Status show(const Identity& identity, const std::string& server) {
        return policy()->check({identity.der()}, peer_, server);
    }
    core::Status show(const Identity& identity) { return show(identity, server_); }
    [[nodiscard]] const Identity& caseOf(const std::string& name) const {
        for (const auto& one : matrix_.cases) {
            if (one.name == name) return one.identity;
        }
        qFatal("no such case");
    }
    void writeList(const std::string& text) const {
        std::ofstream(folder_.filePath(QStringLiteral("ca.crl")).toStdString()) << text;
    }

private Q_SLOTS:
    void init() {
        trust_ = std::make_shared<net::TlsTrust>(clock_);
        QFile::remove(folder_.filePath(QStringLiteral("ca.crl")));
    }
    void notesWhatWasRefused() {
        int told = 0;
        trust_->onChanged([&] { ++told; });
        QVERIFY(show(caseOf("good")).has_value());
        QVERIFY(trust_->refused().empty());
        QVERIFY(!show(caseOf("self-signed")).has_value());
        QVERIFY(!show(caseOf("self-signed")).has_value());
        QCOMPARE(trust_->refused().size(), std::size_t{1});
        const auto& refused = trust_->refused().front();
        QCOMPARE(refused.server, server_);
        QVERIFY(refused.fault == TlsFault::SelfSigned);
        QVERIFY(refused.mayBePinned);
        QCOMPARE(refused.chain.size(), std::size_t{1});
        QCOMPARE(refused.chain.front().subject, std::string("CN=imp1.office.test"));
        QVERIFY(told >= 1);
    }
    void keepsOnlyTheNewest() {
        for (int port = 1; port <= 100; ++port) {
            QVERIFY(!show(caseOf("self-signed"), "imp1.office.test:" + std::to_string(port))
                         .has_value());
        }
        QCOMPARE(trust_->refused().size(), std::size_t{16});
        QCOMPARE(trust_->refused().back().server, std::string("imp1.office.test:100"));
    }
    void namesEveryFault_data() {
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("fault");
        QTest::newRow("expired") << "expired"
                                 << "expired";
        QTest::newRow("not yet") << "not yet valid"
                                 << "not-yet-valid";
        QTest::newRow("name") << "wrong name"
                              << "wrong-name";
        QTest::newRow("self-signed") << "self-signed"
                                     << "self-signed";
        QTest::newRow("authority") << "other authority"
                                   << "unknown-authority";
        QTest::newRow("weak") << "RSA 1024"
                              << "weak-key";
        QTest::newRow("purpose") << "for clients only"
                                 << "not-for-servers";
    }
    void namesEveryFault() {
        QFETCH(QString, row);
        QFETCH(QString, fault);
        const auto& identity = caseOf(row.toStdString());
        QVERIFY(!show(identity).has_value());
        const auto refused = trust_->refused().front();
        QCOMPARE(std::string(net::name(refused.fault)), fault.toStdString());
        QVERIFY(trust_->accept(refused).has_value());
        QVERIFY(show(identity).has_value());
    }
    void aPinIsForOneCertificateAtOneHost() {
        const auto& first = caseOf("self-signed");
        QVERIFY(!show(first).has_value());
        QVERIFY(trust_->accept(trust_->refused().front()).has_value());
        QVERIFY(trust_->refused().empty());
        QVERIFY(show(first).has_value());
        QVERIFY(show(first, "IMP1.office.test:8443").has_value());
        QVERIFY(!show(first, "imp2.office.test:5222").has_value());
        const auto second = makeCertificate({"imp1.office.test", "DNS:imp1.office.test"}, nullptr);
        const auto changed = show(second);
        QVERIFY(!changed.has_value());
        const auto said = changed.error().sentence();
        QVERIFY2(said.find("its certificate has CHANGED since you accepted another one on ") !=
                     std::string::npos,
                 said.c_str());
        QVERIFY(said.find("self-signed") != std::string::npos);
        QVERIFY(said.find("Somebody may stand between you and the server") != std::string::npos);
        // Another service of the host may have another certificate.
        QVERIFY(show(second, "imp1.office.test:9999").error().answer.find("CHANGED") ==
                std::string::npos);
        // A certificate that can be verified needs no pin.
        QVERIFY(show(caseOf("good")).has_value());
        trust_->forget("imp1.office.test:1");
        QVERIFY(!show(first).has_value());
    }
    void policyDecides() {
        const auto& identity = caseOf("self-signed");
        trust_->setInvalidCertificates(InvalidCertificates::RejectAndNotify);
        QVERIFY(!show(identity).has_value());
        const auto refused = trust_->refused().front();
        QVERIFY(!refused.mayBePinned);
        QVERIFY(trust_->accept(refused).error().code == core::ErrorCode::Forbidden);

        trust_->setInvalidCertificates(InvalidCertificates::PromptPerSession);
        QVERIFY(trust_->refused().front().mayBePinned);
        QVERIFY(trust_->accept(refused).has_value());
        QVERIFY(show(identity).has_value());
        QCOMPARE(trust_->text().find("imp1"), std::string::npos);
        trust_->endSession();
        QVERIFY(!show(identity).has_value());

        trust_->setInvalidCertificates(InvalidCertificates::PromptOnce);
        QVERIFY(trust_->accept(refused).has_value());
        trust_->endSession();
        QVERIFY(show(identity).has_value());
        // The administrator forbids it later.
        trust_->setInvalidCertificates(InvalidCertificates::RejectAndNotify);
        QVERIFY(!show(identity).has_value());
    }
    void pinsAreKeptAsText() {
        QVERIFY(!show(caseOf("self-signed")).has_value());
        QVERIFY(trust_->accept(trust_->refused().front()).has_value());
        const auto text = trust_->text();
        trust_ = std::make_shared<net::TlsTrust>(clock_);
        QVERIFY(!show(caseOf("self-signed")).has_value());
        trust_->read("nonsense\nzz 1 host:1\n\n" + text + "\n" + std::string(64, 'a') + " x y\n");
        QCOMPARE(trust_->pins().size(), std::size_t{1});
        QVERIFY(show(caseOf("self-signed")).has_value());
        QCOMPARE(trust_->text(), text);
    }
    void readsRevocationLists() {
        const auto& good = caseOf("good");
        writeList(test::makeRevocationList(matrix_.authority, {}));
        QVERIFY(show(good).has_value());
        for (const int days : {30, -1}) {
            writeList(test::makeRevocationList(matrix_.authority, {good}, days));
            const auto judged = show(good);
            QVERIFY(!judged.has_value());
            const auto said = judged.error().sentence();
            QVERIFY2(
                said.find("its certificate was revoked by its authority on ") != std::string::npos,
                said.c_str());
            QVERIFY(said.find("Do not go on") != std::string::npos);
        }
        const auto refused = trust_->refused().front();
        QVERIFY(refused.fault == TlsFault::Revoked);
        QVERIFY(!refused.mayBePinned);
        QVERIFY(trust_->accept(refused).error().code == core::ErrorCode::Forbidden);
        // Somebody else's list says nothing of our authority's certificates.
        writeList(test::makeRevocationList(matrix_.stranger, {good}));
        QVERIFY(show(good).has_value());
        QVERIFY(!show(caseOf("expired")).has_value());
    }
    void aPinDoesNotOutlastARevocation() {
        const auto& wrong = caseOf("wrong name");
        QVERIFY(!show(wrong).has_value());
        QVERIFY(trust_->accept(trust_->refused().front()).has_value());
        QVERIFY(show(wrong).has_value());
        writeList(test::makeRevocationList(matrix_.authority, {wrong}));
        QVERIFY(!show(wrong).has_value());
    }
    void looksAtTheWholeChain() {
        const auto middle = makeCertificate({"Middle", "", -1, 30, 0, true}, &matrix_.authority);
        const auto leaf = makeCertificate({"x", "DNS:imp1.office.test"}, &middle);
        writeList(test::makeRevocationList(matrix_.authority, {middle}));
        const auto judged = policy()->check({leaf.der(), middle.der()}, peer_, server_);
        QVERIFY(!judged.has_value());
        QVERIFY(judged.error().answer.find("authority \"Middle\" was revoked") !=
                std::string::npos);
        QCOMPARE(trust_->refused().front().chain.size(), std::size_t{2});
    }
    void aBrokenListIsSaid() {
        writeList("nothing\n");
        net::TlsSettings settings;
        settings.caFile = folder_.filePath(QStringLiteral("ca.pem")).toStdString();
        std::ofstream(settings.caFile) << matrix_.authority.pem();
        const auto made = net::TlsPolicy::create(settings, clock_);
        QVERIFY(!made.has_value());
        QVERIFY(made.error().answer.find("revocation list") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TlsTrustTest)
#include "TlsTrustTest.moc"
