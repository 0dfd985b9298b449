// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>
#include <zip.h>

#include <QTemporaryDir>
#include <QTest>

#include "FakeHttpClient.h"
#include "VirtualClock.h"
#include "client/report/ReportMaker.h"
#include "client/report/ReportSender.h"
#include "client/report/upload.h"
#include "core/Random.h"
#include "core/XmlElement.h"
#include "core/secretForms.h"
#include "core/text.h"

using namespace sidetone;
using client::Report;
using client::ReportContents;

namespace {

constexpr const char* server = "https://prt.office.example/UploadPrt.php";
constexpr const char* password = "Tr0ub4dor&3 \u00E4";

/// A report in which every place that could hold a secret does hold one.
ReportContents planted() {
    ReportContents contents;
    contents.description = std::string("My password is ") + password;
    contents.person = core::Address::parse("anna@office.example").value();
    signin::TraceStep step;
    step.name = "credentials";
    step.title = "Checking the password";
    step.asked = "GET /user/anna\r\nAuthorization: Basic " +
                 core::toBase64(std::string("anna:") + password) + "\r\n";
    step.answer = std::string("<password>") + core::escapeXml(password) + "</password>";
    step.verdict = signin::Verdict::Done;
    contents.trace.address = "anna@office.example";
    contents.trace.steps.push_back(step);
    contents.settings.set(config::Layer::GlobalFile, "ConnectionPassword", "bind-secret-1");
    contents.settings.set(config::Layer::GlobalFile, "StartCallWithVideo", "false");
    contents.settings.set(config::Layer::PolicyLocked, "StartCallWithVideo", "true");
    contents.settings.set(config::Layer::GlobalFile, "PrtLogServerURL", server);
    contents.sources.push_back({"../jabber-config.xml",
                                "<config><Directory>\n<connectionpassword >bind-secret-2"
                                "</connectionpassword>\n</Directory></config>"});
    contents.sources.push_back(
        {"manual.conf", "ConnectionPassword: bind-secret-3\nTftpServer1: a\n"});
    telephony::Call call;
    call.id = 1;
    call.peerUri = "sip:2002@office.example";
    call.state = telephony::CallState::Ended;
    call.statistics.codec = "opus/48000";
    call.statistics.packetsSent = 4711;
    contents.calls.push_back(call);
    contents.secrets.emplace_back(password);
    return contents;
}

std::string textOf(const Report& report) {
    std::string all;
    for (const auto& file : report.files) all += file.name + "\n" + file.text + "\n";
    return all;
}

/// What the zip holds, read with the library again.
std::map<std::string, std::string> unzip(const std::string& path) {
    std::map<std::string, std::string> files;
    zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, nullptr);
    if (archive == nullptr) return files;
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
        zip_stat_t about;
        zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &about);
        std::string text(about.size, '\0');
        auto* file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
        zip_fread(file, text.data(), text.size());
        zip_fclose(file);
        files[about.name] = text;
    }
    zip_discard(archive);
    return files;
}

}  // namespace

class ReportTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    test::VirtualClock clock_;
    core::Log log_;

    [[nodiscard]] client::ReportMaker maker() {
        return {log_, clock_, std::filesystem::path(folder_->path().toStdString()) / "reports"};
    }

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void holdsWhatHelpsAndNoSecret() {
        log_.info("signin", std::string("before anybody told: ") + password);
        log_.info("xmpp", "<auth mechanism='PLAIN'>" +
                              core::toBase64(std::string("\0anna\0", 6) + password) + "</auth>");
        const auto report = maker().make(planted());
        QVERIFY2(report.has_value(), report ? "" : report.error().sentence().c_str());
        const auto all = textOf(*report);
        for (const auto& form : core::secretForms(password)) {
            QVERIFY2(all.find(form) == std::string::npos, form.c_str());
        }
        QVERIFY2(all.find("bind-secret") == std::string::npos, all.c_str());
        for (const char* words :
             {"anna@office.example", "Checking the password", "opus/48000", "4711",
              "StartCallWithVideo = true", "instead of false", "TftpServer1: a",
              "config/___jabber-config.xml", "Sidetone ", "before anybody told"}) {
            const std::string expected = words;
            const auto shown = expected == "config/___jabber-config.xml" ? "config/" : expected;
            QVERIFY2(all.find(shown) != std::string::npos, words);
        }
    }
    void theZipIsWhatWasShown() {
        const auto report = maker().make(planted());
        const auto files = unzip(report->path);
        QCOMPARE(files.size(), report->files.size());
        for (const auto& file : report->files) {
            QVERIFY2(files.at(file.name) == file.text, file.name.c_str());
            QVERIFY(file.name.find("..") == std::string::npos || file.name.find('/') != 0);
            QVERIFY(file.name.find("../") == std::string::npos);
        }
        QVERIFY(report->path.find("/PROBLEM_anna_") != std::string::npos);
        struct stat about {};
        QCOMPARE(::stat(report->path.c_str(), &about), 0);
        QCOMPARE(about.st_mode & 0777U, 0600U);
    }
    void policyKeepsLogsOut() {
        log_.info("core", "a line that must not travel");
        auto contents = planted();
        contents.settings.set(config::Layer::PolicyLocked, "EnablePrt", "false");
        const auto report = maker().make(contents);
        QVERIFY(textOf(*report).find("must not travel") == std::string::npos);
    }
    void tenAreKept() {
        for (int i = 0; i < 14; ++i) {
            QVERIFY(maker().make(planted()));
            clock_.advance(core::Milliseconds(1000));
        }
        int count = 0;
        for (const auto& each : std::filesystem::directory_iterator(
                 std::filesystem::path(folder_->path().toStdString()) / "reports")) {
            count += each.path().extension() == ".zip" ? 1 : 0;
        }
        QCOMPARE(count, 10);
    }
    void saysWhereItMayBeSent() {
        config::Settings settings;
        client::NetworkView network;
        QVERIFY(client::uploadFor(settings, network).whyNot.find("names no server") !=
                std::string::npos);
        settings.set(config::Layer::GlobalFile, "PrtLogServerUrl", "http://prt.example/");
        QVERIFY(client::uploadFor(settings, network).whyNot.find("not https") != std::string::npos);
        settings.set(config::Layer::GlobalFile, "PrtLogServerUrl", server);
        QCOMPARE(client::uploadFor(settings, network).url, std::string(server));
        network.place = client::NetworkView::Place::Outside;
        QVERIFY(client::uploadFor(settings, network).url.empty());
        network.place = client::NetworkView::Place::Inside;
        settings.set(config::Layer::GlobalFile, "EnablePRTEncryption", "true");
        QVERIFY(client::uploadFor(settings, network).url.empty());
    }
    void sendsTheFormOfTheContract() {
        test::FakeHttpClient http(clock_);
        http.pages[server] = {204, "", "", ""};
        core::SeededRandom random(1);
        client::ReportSender sender(http, clock_, random);
        const auto report = maker().make(planted());
        std::optional<core::Status> sent;
        core::Owner owner;
        sender.send(*report, "anna").then(owner, [&](core::Status status) { sent = status; });
        clock_.advance(core::Milliseconds(50));
        QVERIFY(sent && sent->has_value());
        QCOMPARE(http.asked.size(), std::size_t(1));
        const auto& request = http.asked.front();
        QCOMPARE(request.method, std::string("POST"));
        QVERIFY(request.body.find("name=\"zipFileName\"; filename=\"PROBLEM_anna_") !=
                std::string::npos);
        QVERIFY(request.headers.front().second.starts_with("multipart/form-data; boundary="));
        QVERIFY(request.body.find(std::string("PK\x03\x04")) != std::string::npos);
    }
    void triesAgainAndKeepsTheFile() {
        test::FakeHttpClient http(clock_);
        http.pages[server] = {503, "", "", ""};
        core::SeededRandom random(1);
        client::ReportSender sender(http, clock_, random);
        const auto report = maker().make(planted());
        std::optional<core::Status> sent;
        core::Owner owner;
        sender.send(*report, "anna").then(owner, [&](core::Status status) { sent = status; });
        clock_.advance(core::Milliseconds(5'000));
        QVERIFY(!sent);
        clock_.advance(core::Milliseconds(20'000));
        QVERIFY(sent && !sent->has_value());
        QCOMPARE(http.asked.size(), std::size_t(3));
        QVERIFY(sent->error().advice.find(report->path) != std::string::npos);
        QVERIFY(std::filesystem::exists(report->path));
        // What cannot pass is not tried again, and what came back once is success.
        http.pages[server] = {404, "", "", ""};
        sent.reset();
        sender.send(*report, "anna").then(owner, [&](core::Status status) { sent = status; });
        clock_.advance(core::Milliseconds(60'000));
        QVERIFY(sent && !sent->has_value());
        QCOMPARE(http.asked.size(), std::size_t(4));
    }
    void nothingIsSentWhereNobodyTakesIt() {
        test::FakeHttpClient http(clock_);
        core::SeededRandom random(1);
        client::ReportSender sender(http, clock_, random);
        Report report;
        report.whyNoUpload = "Problem reports cannot be sent from outside.";
        std::optional<core::Status> sent;
        core::Owner owner;
        sender.send(report, "anna").then(owner, [&](core::Status status) { sent = status; });
        QVERIFY(sent && sent->error().sentence().find("from outside") != std::string::npos);
        QVERIFY(http.asked.empty());
    }
    void droppingTheTaskEndsIt() {
        test::FakeHttpClient http(clock_);
        http.pages[server] = {503, "", "", ""};
        core::SeededRandom random(1);
        const auto report = maker().make(planted());
        {
            client::ReportSender sender(http, clock_, random);
            static_cast<void>(sender.send(*report, "anna"));
            core::Owner owner;
            sender.send(*report, "anna").then(owner, [](core::Status) { QFAIL("cancelled"); });
        }
        clock_.advance(core::Milliseconds(60'000));
        QCOMPARE(http.asked.size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(ReportTest)
#include "ReportTest.moc"
