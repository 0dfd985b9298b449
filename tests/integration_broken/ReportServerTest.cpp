// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTest>

#include "Rows.h"
#include "client/report/ReportMaker.h"
#include "client/report/ReportSender.h"
#include "client/report/upload.h"
#include "core/QtClock.h"
#include "core/secretForms.h"
#include "integration_broken/Terminal.h"
#include "net/CaresResolver.h"
#include "net/CurlHttpClient.h"
#include "net/TlsPolicy.h"

ROWS("PRT-01", "PRT-02", "PRT-04", "NONE-25");

using namespace Qt::StringLiterals;
using namespace sidetone;

/// Problem reports to the office's own server, over HTTPS.
class ReportServerTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    QTemporaryDir folder_;
    core::QtClock clock_;
    core::Log log_;
    core::SystemRandom random_;
    std::unique_ptr<net::CaresResolver> resolver_;
    std::shared_ptr<const net::TlsPolicy> tls_;
    std::unique_ptr<net::CurlHttpClient> http_;

    [[nodiscard]] std::string url() const {
        return "https://prt." + office_.domain() + ":8443/UploadPrt.php";
    }
    [[nodiscard]] core::Result<client::Report> report() {
        client::ReportContents contents;
        contents.description = "It does not ring";
        contents.person = core::Address::parse(office_.user(1)).value();
        contents.settings.set(config::Layer::GlobalFile, "PrtLogServerUrl", url());
        contents.secrets.push_back(office_.password(1));
        log_.info("test", "sent " + office_.password(1).reveal());
        // Too large for the contracts' usual limit: compression cannot help.
        contents.extra.push_back({"noise.txt", random_.hex(100'000)});
        return client::ReportMaker(log_, clock_, folder_.path().toStdString()).make(contents);
    }
    core::Status send(const client::Report& written) {
        client::ReportSender sender(*http_, clock_, random_);
        std::optional<core::Status> sent;
        core::Owner owner;
        sender.send(written, "anna").then(owner, [&](core::Status status) { sent = status; });
        if (!QTest::qWaitFor([&] { return sent.has_value(); }, 60'000)) {
            return core::fail(core::ErrorCode::Timeout, "Sending a report");
        }
        return *sent;
    }
    [[nodiscard]] QStringList kept() const {
        return QDir(QString::fromStdString(office_.folder()) + u"/reports"_s)
            .entryList({u"*.zip"_s}, QDir::Files);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--with", "report-server"}), office_.failure().c_str());
        net::ResolverSettings settings;
        settings.nameServers = {office_.nameServer()};
        resolver_ = std::make_unique<net::CaresResolver>(std::move(settings));
        net::TlsSettings trust;
        trust.caFile = office_.caFile();
        tls_ = net::TlsPolicy::create(std::move(trust), clock_).value();
        http_ = std::make_unique<net::CurlHttpClient>(clock_, *resolver_, tls_);
    }
    void whatWasWrittenArrives() {
        const auto written = report();
        QVERIFY2(written.has_value(), written ? "" : written.error().sentence().c_str());
        QCOMPARE(written->uploadUrl, url());
        const auto sent = send(*written);
        QVERIFY2(sent.has_value(), sent ? "" : sent.error().sentence().c_str());
        QCOMPARE(kept().size(), 1);
        QFile there(QString::fromStdString(office_.folder()) + u"/reports/"_s + kept().first());
        QFile here(QString::fromStdString(written->path));
        QVERIFY(there.open(QIODevice::ReadOnly) && here.open(QIODevice::ReadOnly));
        QVERIFY(there.readAll() == here.readAll());
        for (const auto& file : written->files) {
            for (const auto& form : core::secretForms(office_.password(1).reveal())) {
                QVERIFY2(file.text.find(form) == std::string::npos, file.name.c_str());
            }
        }
    }
    void aServerThatComesBackGetsItAfterAll() {
        QVERIFY(office_.done({"answer", "reports", "503"}));
        const auto written = report();
        core::Owner owner;
        std::optional<core::Status> sent;
        client::ReportSender sender(*http_, clock_, random_);
        sender.send(*written, "anna").then(owner, [&](core::Status status) { sent = status; });
        QTest::qWait(500);
        QVERIFY(!sent);
        QVERIFY(office_.done({"answer", "reports", "usual"}));
        QTRY_VERIFY_WITH_TIMEOUT(sent.has_value(), 30'000);
        QVERIFY2(sent->has_value(), *sent ? "" : sent->error().sentence().c_str());
        QCOMPARE(kept().size(), 2);
    }
    void whatIsRefusedStaysHere() {
        QVERIFY(office_.done({"answer", "reports", "403"}));
        const auto written = report();
        const auto sent = send(*written);
        QVERIFY(office_.done({"answer", "reports", "usual"}));
        QVERIFY(!sent.has_value());
        QVERIFY(sent.error().sentence().find(written->path) != std::string::npos);
        QVERIFY(QFile::exists(QString::fromStdString(written->path)));
    }
    void nothingIsSentFromOutside() {
        config::Settings settings;
        settings.set(config::Layer::GlobalFile, "PrtLogServerUrl", url());
        client::NetworkView network;
        network.place = client::NetworkView::Place::Outside;
        client::Report written;
        const auto upload = client::uploadFor(settings, network);
        written.uploadUrl = upload.url;
        written.whyNoUpload = upload.whyNot;
        const auto before = kept().size();
        QVERIFY(!send(written).has_value());
        QCOMPARE(kept().size(), before);
    }
};

QTEST_GUILESS_MAIN(ReportServerTest)
#include "ReportServerTest.moc"
