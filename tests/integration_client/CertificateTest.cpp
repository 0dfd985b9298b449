// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "Rows.h"
#include "client/Client.h"
#include "client/PlatformParts.h"
#include "integration_client/LiveClient.h"

using namespace Qt::StringLiterals;
using namespace sidetone;
using client::ClientState;
using signin::Question;

ROWS("AUTH-06");

/// The whole client signs in to chat by the person's certificate, at an office whose server takes
/// those of its authorities.
class CertificateTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    QTemporaryDir folder_;
    std::unique_ptr<client::Platform> platform_;
    std::unique_ptr<client::Client> client_;
    std::vector<Question> asked_;
    std::vector<std::string> answers_;  ///< what is typed, one after the other

    /// A file of that kind for a person, as the client's setting.
    void give(const char* user, const char* kind, const char* password) {
        const auto file = folder_.filePath(u"person.p12"_s).toStdString();
        QVERIFY(office_.done({"cert", "person", user, file, kind, "--password", password}));
        QVERIFY(client_->setPreference("ClientCertificateFile", file));
    }
    [[nodiscard]] QString signIn(std::vector<std::string> answers) {
        asked_.clear();
        answers_ = std::move(answers);
        if (auto begun = client_->signIn(office_.user(1), office_.password(1)); !begun) {
            return QString::fromStdString(begun.error().sentence());
        }
        const bool ended =
            QTest::qWaitFor([this] { return client_->state() != ClientState::SigningIn; }, 25'000);
        if (!ended) return u"it did not end"_s;
        if (client_->state() == ClientState::Ready) return {};
        return QString::fromStdString(client_->error() ? client_->error()->sentence() : "?");
    }
    void type() {
        for (const auto& question : client_->questions()) {
            asked_.push_back(question);
            if (answers_.empty()) return client_->decline(question.id);
            signin::Answer answer;
            answer.secret = core::Secret(answers_.front());
            answers_.erase(answers_.begin());
            return client_->answer(question.id, answer);
        }
    }
    [[nodiscard]] std::string stepText(const char* name) const {
        for (const auto& step : client_->trace().steps) {
            if (step.name == name) return step.answer + " | " + step.why;
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--people", "5", "--with", "client-certificates"}),
                 office_.failure().c_str());
    }
    void init() {
        platform_ = test::livePlatform(
            test::liveOptions(office_, folder_.filePath(u"profile"_s).toStdString(),
                              folder_.filePath(u"etc"_s).toStdString()));
        client_ = client::createClient(*platform_);
        connect(client_.get(), &client::Client::questionsChanged, this, [this] {
            QMetaObject::invokeMethod(
                this, [this] { type(); }, Qt::QueuedConnection);
        });
    }
    void cleanup() {
        client_.reset();
        platform_.reset();
    }

    void theCertificateSignsInToChat_data() {
        QTest::addColumn<QByteArray>("kind");
        for (const char* kind : {"good", "windows-ca", "ios-ca"})
            QTest::newRow(kind) << QByteArray(kind);
    }
    void theCertificateSignsInToChat() {
        QFETCH(QByteArray, kind);
        give("anna", kind.constData(), "of the file");
        QCOMPARE(signIn({"of the file"}), QString());
        QCOMPARE(asked_.size(), std::size_t(1));
        QVERIFY(asked_[0].kind == Question::Kind::CertificatePassword);
        // EXTERNAL carries no password.
        const auto chat = stepText("xmpp");
        QVERIFY2(chat.find("EXTERNAL") != std::string::npos, chat.c_str());
        // Other servers may not see it.
        const auto& certificates = *platform_->parts().certificates;
        QVERIFY(certificates.forServer("imp1.office.example:5222") != nullptr);
        QVERIFY(certificates.forServer("cucm1.office.example:8443") == nullptr);
        QVERIFY(certificates.forServer("other.invalid:5222") == nullptr);
        // A second connection of the same program is taken too.
        client_->signOut();
        QCOMPARE(signIn({"of the file"}), QString());
    }
    void aWrongPasswordIsAskedForAgain() {
        give("anna", "good", "of the file");
        QCOMPARE(signIn({"guess", "of the file"}), QString());
        QCOMPARE(asked_.size(), std::size_t(2));
        QVERIFY2(asked_[1].why.find("does not open it") != std::string::npos,
                 asked_[1].why.c_str());
        client_->signOut();
        const auto sentence = signIn({});
        QVERIFY2(sentence.contains(u"its password was not given"_s), qPrintable(sentence));
    }
    void aFileWithoutPasswordAsksNothing() {
        give("anna", "good", "");
        QCOMPARE(signIn({}), QString());
        QVERIFY(asked_.empty());
    }
    void theServerTakesOnlyItsOwnAuthorities() {
        give("anna", "other-ca", "of the file");
        const auto sentence = signIn({"of the file"});
        QVERIFY2(sentence.contains(u"the chat server did not accept your certificate"_s),
                 qPrintable(sentence));
    }
    void anothersCertificateIsRefused() {
        give("ben", "good", "of the file");
        const auto sentence = signIn({"of the file"});
        QVERIFY2(sentence.contains(u"the chat server did not accept your certificate"_s),
                 qPrintable(sentence));
    }
    void whatCannotBeUsedIsSaid() {
        give("anna", "expired", "of the file");
        auto sentence = signIn({"of the file"});
        QVERIFY2(sentence.contains(u"it ended on"_s), qPrintable(sentence));
        QVERIFY(client_->setPreference("ClientCertificateFile", "/nothing/here.p12"));
        sentence = signIn({});
        QVERIFY2(sentence.contains(u"/nothing/here.p12"_s), qPrintable(sentence));
    }
};

QTEST_GUILESS_MAIN(CertificateTest)
#include "CertificateTest.moc"
