// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>

#include "TestDns.h"
#include "TestServer.h"
#include "client/Client.h"
#include "client/Platform.h"
#include "client/network/PortalCheck.h"

using namespace sidetone;
using client::Client;
using client::ClientState;
using client::NetworkView;
using core::ErrorCode;

namespace {

/// A client whose name server is alive and knows nothing, as behind a portal.
struct Guest {
    test::TestDns names;
    QTemporaryDir folder;
    std::unique_ptr<client::Platform> platform;
    std::unique_ptr<Client> client;

    explicit Guest(const QByteArray& policy) {
        QDir(folder.path()).mkpath(QStringLiteral("etc/policy.d"));
        QFile file(folder.filePath(QStringLiteral("etc/policy.d/portal.conf")));
        if (file.open(QIODevice::WriteOnly)) file.write(policy);
        file.close();
        client::PlatformOptions options;
        options.profileFolder = folder.filePath(QStringLiteral("profile")).toStdString();
        options.configurationFolder = folder.filePath(QStringLiteral("etc")).toStdString();
        options.nameServers = {names.address()};
        options.keepsSecretsInMemory = true;
        auto made = client::Platform::create(options);
        if (!made) qFatal("%s", made.error().sentence().c_str());
        platform = std::move(*made);
        client = client::createClient(*platform);
    }
    /// The sentence at the end.
    std::string signIn() {
        if (!client->signIn("anna@office.example", core::Secret("secret"))) return "not begun";
        const bool ended =
            QTest::qWaitFor([this] { return client->state() != ClientState::SigningIn; }, 25'000);
        return ended && client->error() ? client->error()->sentence() : "no end";
    }
};

}  // namespace

/// Who keeps a sign-in from its servers: a network that wants a sign-in of its own.
class PortalTest : public QObject {
    Q_OBJECT

    std::atomic<bool> isOpen_{false};
    test::TestServer page_{test::httpScript([this](const std::string&) {
                               return isOpen_ ? test::httpAnswer(200, "office page")
                                              : test::httpAnswer(
                                                    302, "", "Location: http://hotel.test/\r\n");
                           }),
                           std::nullopt};

    [[nodiscard]] std::string url() const {
        return "http://127.0.0.1:" + std::to_string(page_.port()) + "/check";
    }
    [[nodiscard]] QByteArray policy() const {
        return QByteArray::fromStdString("CaptivePortalUrl: " + url() +
                                         "\nCaptivePortalText: office page\n");
    }
    [[nodiscard]] config::Settings settings() const {
        config::Settings made;
        made.set(config::Layer::Policy, "CaptivePortalUrl", url());
        return made;
    }

private Q_SLOTS:
    void init() { isOpen_ = false; }

    void thePortalIsNamedInPlaceOfDeadServers() {
        Guest guest(policy());
        const auto sentence = guest.signIn();
        QVERIFY2(
            sentence.find("this network wants you to sign in to it first") != std::string::npos,
            sentence.c_str());
        QVERIFY2(sentence.find("http://hotel.test/") != std::string::npos, sentence.c_str());
        QVERIFY(guest.client->state() == ClientState::Failed);
        QVERIFY(guest.client->network().state == NetworkView::State::CaptivePortal ||
                guest.client->network().state == NetworkView::State::Offline);
        QCOMPARE(guest.client->network().portalUrl, std::string("http://hotel.test/"));
        const auto verdict = guest.client->trace().verdict;
        QVERIFY(verdict && verdict->sentence() == sentence);
        // The person has signed in to the network; the organisation is still not found.
        isOpen_ = true;
        const auto own = guest.signIn();
        QVERIFY2(own.find("this network wants") == std::string::npos, own.c_str());
        QVERIFY(own != "no end" && own != "not begun");
        QVERIFY(guest.client->network().portalUrl.empty());
    }
    void withoutAPageNobodyIsAsked() {
        const int before = page_.accepted();
        Guest guest("");
        const auto sentence = guest.signIn();
        QVERIFY2(sentence.find("this network wants") == std::string::npos, sentence.c_str());
        QCOMPARE(page_.accepted(), before);
    }
    void signingOutDoesNotWaitForThePage() {
        const test::TestServer silent([](test::TestStream& stream) { stream.waitForEnd(); },
                                      std::nullopt);
        Guest guest("CaptivePortalUrl: http://127.0.0.1:" + QByteArray::number(silent.port()) +
                    "/\n");
        QVERIFY(guest.client->signIn("anna@office.example", core::Secret("secret")));
        QTRY_COMPARE_WITH_TIMEOUT(silent.accepted(), 1, 25'000);
        QVERIFY(guest.client->state() == ClientState::SigningIn);
        guest.client->signOut();
        QVERIFY(guest.client->state() == ClientState::SignedOut);
    }
    void onlyAFailureThatMayComeFromThereIsAskedAbout_data() {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<bool>("isAsked");
        for (const auto code : {ErrorCode::Timeout, ErrorCode::NotFound, ErrorCode::Refused,
                                ErrorCode::Unreachable, ErrorCode::Untrusted, ErrorCode::BadAnswer,
                                ErrorCode::TooLarge, ErrorCode::Unavailable}) {
            QTest::newRow(core::name(code).data()) << code << true;
        }
        for (const auto code : {ErrorCode::Cancelled, ErrorCode::Unauthorised, ErrorCode::Forbidden,
                                ErrorCode::InvalidInput, ErrorCode::Busy, ErrorCode::Unsupported,
                                ErrorCode::Storage, ErrorCode::Internal}) {
            QTest::newRow(core::name(code).data()) << code << false;
        }
    }
    void onlyAFailureThatMayComeFromThereIsAskedAbout() {
        QFETCH(const ErrorCode, code);
        QFETCH(const bool, isAsked);
        Answering http;
        core::Log log;
        client::PortalCheck check(http, log);
        std::optional<client::PortalAnswer> answer;
        core::Owner owner;
        check.explain(core::fail(code, "Signing in", "it failed"), settings())
            .then(owner, [&](auto given) { answer = *given; });
        QVERIFY(answer.has_value());
        QCOMPARE(http.asked, isAsked ? 1 : 0);
        QCOMPARE(answer->portal, isAsked ? url() : std::string());
        QCOMPARE(answer->error.answer == "it failed", !isAsked);
    }

private:
    /// A network that answers every request itself.
    struct Answering final : net::HttpClient {
        int asked = 0;
        core::Task<net::HttpResponse> send(net::HttpRequest) override {
            ++asked;
            net::HttpResponse response;
            response.status = 511;
            return core::Task<net::HttpResponse>::ready(std::move(response));
        }
    };
};

QTEST_GUILESS_MAIN(PortalTest)
#include "PortalTest.moc"
