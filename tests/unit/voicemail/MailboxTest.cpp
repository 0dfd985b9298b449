// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "FakeHttpClient.h"
#include "VirtualClock.h"
#include "core/Random.h"
#include "media/devices/FileDevices.h"
#include "voicemail/VoicemailService.h"

using namespace sidetone;
using core::ErrorCode;
using test::FakeHttpClient;
using voicemail::MailboxState;
using voicemail::VoicemailService;
using std::chrono_literals::operator""s;

namespace {

constexpr const char* folder = "/vmrest/mailbox/folders/";

std::string folderPage(int count, int usn) {
    return "<Folder><MessageCount>" + std::to_string(count) + "</MessageCount><USN>" +
           std::to_string(usn) + "</USN></Folder>";
}

std::string message(int number, bool read) {
    return "<Message><MsgId>0:" + std::to_string(number) + "</MsgId><ArrivalTime>" +
           std::to_string(1'000'000 + number) + "</ArrivalTime><Read>" + (read ? "true" : "false") +
           "</Read></Message>";
}

}  // namespace

/// The box in step with its server, in virtual time. Servers are cuc1 and cuc2.
class MailboxTest : public QObject {
    Q_OBJECT

    struct Stage {
        test::VirtualClock clock;
        FakeHttpClient http{clock};
        core::SeededRandom random{3};
        core::Log log;
        std::shared_ptr<media::FileDevices> devices = *media::FileDevices::create({}, {});
        QTemporaryDir folder;
        core::Owner owner;
        int count = 2;
        int usn = 7;
        std::string messages = message(1, true) + message(2, false);
        std::vector<std::string> changes;

        Stage() {
            http.special = [this](const net::HttpRequest& request) { return answer(request); };
        }
        std::optional<FakeHttpClient::Page> answer(const net::HttpRequest& request) {
            const auto has = [&request](const std::string& part) {
                return request.url.find(part) != std::string::npos;
            };
            if (request.method != "GET") {
                changes.push_back(request.method + " " + request.url + " " + request.body);
                ++usn;
                return FakeHttpClient::Page{204, {}, {}, {}};
            }
            std::string page = "<versionInformation><version>10.5.2</version></versionInformation>";
            if (has("inbox/messages")) page = "<Messages total=\"2\">" + messages + "</Messages>";
            if (has("deleted/messages")) page = "<Messages total=\"0\"/>";
            if (request.url.ends_with("/inbox")) page = folderPage(count, usn);
            return FakeHttpClient::Page{200, page, {}, {}};
        }
        std::unique_ptr<VoicemailService> start() {
            voicemail::MailboxAccess access;
            access.servers = {{"cuc1.example", 443}, {"cuc2.example", 443}};
            access.credentials = {"anna", core::Secret("secret")};
            auto box = std::make_unique<VoicemailService>(
                VoicemailService::Ports{http, clock, random, log, *devices}, access,
                folder.path().toStdString());
            box->start();
            clock.advance(1s);
            return box;
        }
        int lists() const {
            return http.count("https://cuc1.example:443/vmrest/mailbox/folders/inbox/messages");
        }
    };

private Q_SLOTS:
    void listsAndLooksEachMinute() {
        Stage stage;
        const auto box = stage.start();
        QVERIFY(box->state() == MailboxState::Up);
        QCOMPARE(box->messages().size(), std::size_t(2));
        QCOMPARE(box->messages().front().id, std::string("0:2"));
        QCOMPARE(box->unread(), 1);
        QCOMPARE(box->release(), std::string("10.5.2"));
        QCOMPARE(stage.http.asked.front().basic->user, std::string("anna"));
        QCOMPARE(stage.lists(), 1);
        // Nothing has changed: only the folder is asked for.
        stage.clock.advance(180s);
        QCOMPARE(stage.lists(), 1);
        QCOMPARE(stage.http.count("https://cuc1.example:443" + std::string(folder) + "inbox"), 5);
        stage.messages += message(3, false);
        stage.count = 3;
        stage.usn = 8;
        stage.clock.advance(60s);
        QCOMPARE(box->unread(), 2);
        QCOMPARE(stage.lists(), 2);
    }
    void changesGoToTheServerFirst() {
        Stage stage;
        const auto box = stage.start();
        bool isDone = false;
        box->setRead("0:2", true).then(stage.owner, [&](const core::Status& done) {
            isDone = done.has_value();
        });
        QCOMPARE(box->unread(), 1);
        stage.messages = message(1, true) + message(2, true);
        stage.clock.advance(1s);
        QVERIFY(isDone);
        QCOMPARE(box->unread(), 0);
        QCOMPARE(stage.changes.front(),
                 std::string("PUT https://cuc1.example:443/vmrest/messages/0:2 "
                             "<Message><Read>true</Read></Message>"));
        box->remove("0:1").then(stage.owner, [](const core::Status&) {});
        box->restore("0:1").then(stage.owner, [](const core::Status&) {});
        stage.clock.advance(1s);
        QCOMPARE(stage.changes[1],
                 std::string("DELETE https://cuc1.example:443/vmrest/messages/0:1 "));
        QCOMPARE(stage.changes[2],
                 std::string("POST https://cuc1.example:443/vmrest/messages/0:1?method=undelete "));
        ErrorCode code = ErrorCode::Internal;
        box->remove("0:9").then(stage.owner,
                                [&](const core::Status& done) { code = done.error().code; });
        QCOMPARE(code, ErrorCode::NotFound);
    }
    void goesToTheNextServerAndStaysThere() {
        Stage stage;
        stage.http.failures["https://cuc1.example"] =
            core::fail(ErrorCode::Refused, "Asking cuc1", "nobody listens there");
        const auto box = stage.start();
        QVERIFY(box->state() == MailboxState::Up);
        QCOMPARE(box->serverText(), std::string("cuc2.example:443"));
        QCOMPARE(stage.http.count("https://cuc1.example"), 1);
    }
    void aChangeThatMayBeDoneIsNotRepeatedElsewhere() {
        Stage stage;
        const auto box = stage.start();
        stage.http.failures["https://cuc1.example"] =
            core::fail(ErrorCode::Timeout, "Asking cuc1", "it says nothing");
        bool hasFailed = false;
        box->remove("0:2").then(stage.owner,
                                [&](const core::Status& done) { hasFailed = !done.has_value(); });
        const auto before = stage.changes.size();
        stage.clock.advance(1s);
        QVERIFY(hasFailed);
        QCOMPARE(stage.changes.size(), before);
        QVERIFY(!box->messages().front().isDeleted);
    }
    void comesBackByItself() {
        Stage stage;
        for (const char* server : {"https://cuc1.example", "https://cuc2.example"}) {
            stage.http.failures[server] =
                core::fail(ErrorCode::Unreachable, "Asking", "there is no way");
        }
        const auto box = stage.start();
        QVERIFY(box->state() == MailboxState::Reconnecting);
        QVERIFY(box->error()->sentence().find("cuc") != std::string::npos);
        stage.clock.advance(300s);
        const auto tries = stage.http.asked.size();
        QVERIFY(tries >= 10 && tries <= 40);
        stage.http.failures.clear();
        stage.clock.advance(60s);
        QVERIFY(box->state() == MailboxState::Up);
        QVERIFY(!box->error());
    }
    void aRefusedPasswordIsSentOnce() {
        Stage stage;
        stage.http.special = [](const net::HttpRequest&) {
            return FakeHttpClient::Page{401, {}, {}, {}};
        };
        const auto box = stage.start();
        QVERIFY(box->state() == MailboxState::Failed);
        QCOMPARE(box->error()->code, ErrorCode::Unauthorised);
        stage.clock.advance(3600s);
        QCOMPARE(stage.http.asked.size(), std::size_t(1));
    }
    void keepsTheListForALifeWithoutTheServer() {
        Stage stage;
        auto box = stage.start();
        const auto messages = box->messages();
        box.reset();
        stage.http.special = [](const net::HttpRequest&) {
            return FakeHttpClient::Page{503, {}, {}, {}};
        };
        box = stage.start();
        QVERIFY(box->state() == MailboxState::Reconnecting);
        QCOMPARE(box->messages(), messages);
    }
};

QTEST_GUILESS_MAIN(MailboxTest)
#include "MailboxTest.moc"
