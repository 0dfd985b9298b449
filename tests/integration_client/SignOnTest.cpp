// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "Rows.h"
#include "client/Client.h"
#include "client/PlatformParts.h"
#include "integration_client/LiveClient.h"
#include "integration_signin/ScriptedBrowser.h"

using namespace Qt::StringLiterals;
using namespace sidetone;
using client::ClientState;

ROWS("AUTH-02", "NONE-09", "ADM-04", "PROV-07");

/// The whole client with a browser beside it, and with an administrator who changes things under
/// it.
class SignOnTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    QTemporaryDir folder_;
    std::unique_ptr<client::Platform> platform_;
    std::unique_ptr<client::Client> client_;
    std::unique_ptr<test::ScriptedBrowser> browser_;
    core::Task<signin::Answer> browsing_;

    [[nodiscard]] QString end() {
        const bool ended =
            QTest::qWaitFor([this] { return client_->state() != ClientState::SigningIn; }, 25'000);
        if (!ended) return u"it did not end"_s;
        if (client_->state() == ClientState::Ready) return {};
        return QString::fromStdString(client_->error() ? client_->error()->sentence() : "?");
    }
    /// What the last look at the organisation chose.
    [[nodiscard]] std::string chosen() const {
        for (const auto& step : client_->trace().steps) {
            if (step.name == "service") return step.answer;
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--people", "5", "--with", "sso,nodes"}),
                 office_.failure().c_str());
        platform_ = test::livePlatform(
            test::liveOptions(office_, folder_.filePath(u"profile"_s).toStdString(),
                              folder_.filePath(u"etc"_s).toStdString()));
        auto& parts = platform_->parts();
        browser_ =
            std::make_unique<test::ScriptedBrowser>(*parts.http, "anna", office_.password(1));
        parts.browse = [this](const std::string& url) {
            signin::Question question;
            question.kind = signin::Question::Kind::Browser;
            question.url = url;
            browsing_ = browser_->ask(question);
        };
        client_ = client::createClient(*platform_);
    }
    void cleanupTestCase() {
        client_.reset();
        browsing_ = {};
        browser_.reset();
        platform_.reset();
    }

    void theBrowserIsNeededOnce() {
        client_->setRemember(true);
        QVERIFY(client_->signInAgain(office_.user(1)));
        QCOMPARE(end(), QString());
        QCOMPARE(browser_->forms, 1);
        QVERIFY(client_->questions().empty());
        QVERIFY(client_->calls() != nullptr);
        client_->signOut();
        QVERIFY(client_->canSignInAgain(office_.user(1)));
        QVERIFY(client_->signInAgain(office_.user(1)));
        QCOMPARE(end(), QString());
        QCOMPARE(browser_->forms, 1);
    }
    void theProfileHoldsNoTokens() {
        core::Owner owner;
        std::string kept;
        platform_->parts()
            .keys->read({office_.user(1), store::secretService::tokens})
            .then(owner, [&](const core::Result<core::Secret>& secret) {
                if (secret) kept = secret->reveal();
            });
        QTRY_VERIFY(!kept.empty());
        QDirIterator each(folder_.filePath(u"profile"_s), QDir::Files | QDir::Hidden,
                          QDirIterator::Subdirectories);
        int files = 0;
        for (; each.hasNext(); ++files) {
            QFile file(each.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto bytes = file.readAll();
            QVERIFY2(!bytes.contains(kept.c_str()), qPrintable(file.fileName()));
            QVERIFY2(!bytes.contains(office_.password(1).reveal().c_str()),
                     qPrintable(file.fileName()));
        }
        QVERIFY(files >= 3);
    }
    void aReportHoldsNoTokens() {
        core::Owner owner;
        std::optional<client::Report> report;
        client_->makeReport("It hums.").then(owner, [&](core::Result<client::Report> made) {
            if (made) report = std::move(*made);
        });
        QTRY_VERIFY(report.has_value());
        std::string kept;
        platform_->parts()
            .keys->read({office_.user(1), store::secretService::tokens})
            .then(owner, [&](const core::Result<core::Secret>& secret) {
                if (secret) kept = secret->reveal();
            });
        QTRY_VERIFY(!kept.empty());
        QVERIFY(!report->files.empty());
        for (const auto& file : report->files) {
            QVERIFY2(file.text.find(kept) == std::string::npos, file.name.c_str());
            QVERIFY2(file.text.find(office_.password(1).reveal()) == std::string::npos,
                     file.name.c_str());
        }
    }
    void aRunningClientFollowsTheZone() {
        QVERIFY2(chosen().find("cucm1.") != std::string::npos, chosen().c_str());
        QVERIFY(office_.done({"dns", "set", "_cisco-uds._tcp", "SRV", "1 5 8443 cucm2"}));
        // The records live for 30 s.
        QTRY_VERIFY_WITH_TIMEOUT(chosen() == "_cisco-uds: cucm2.office.example:8443" &&
                                     !client_->trace().verdict &&
                                     client_->trace().steps.back().verdict == signin::Verdict::Done,
                                 60'000);
        QVERIFY(client_->state() == ClientState::Ready);
        QCOMPARE(browser_->forms, 1);
    }
};

QTEST_GUILESS_MAIN(SignOnTest)
#include "SignOnTest.moc"
