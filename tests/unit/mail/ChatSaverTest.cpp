// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "FakeHttpClient.h"
#include "VirtualClock.h"
#include "core/XmlReader.h"
#include "mail/ChatSaver.h"
#include "store/History.h"
#include "store/Store.h"

using namespace sidetone;
using mail::ChatSaver;
using mail::SaverState;
using test::FakeHttpClient;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""s;

namespace {

constexpr const char* server = "https://mail.example/EWS/Exchange.asmx";

/// A mailbox by heart.
struct Mailbox {
    bool hasFolder = false;
    std::vector<std::string> keys;
    std::vector<std::string> bodies;
    std::vector<std::string> asked;
    bool losesAnswers = false;
    bool isFull = false;
    int status = 200;  ///< of everything
    std::string challenge = "Basic realm=\"x\"";

    static std::string reply(const std::string& code, const std::string& inside = {}) {
        return "<Envelope><Body><R><M ResponseClass=\"Success\"><ResponseCode>" + code +
               "</ResponseCode>" + inside + "</M></R></Body></Envelope>";
    }
    FakeHttpClient::Page answer(const net::HttpRequest& request) {
        if (status != 200) return {status, {}, {}, {}, {{"www-authenticate", challenge}}};
        const auto document = *core::readXml(request.body);
        const auto& question = document.child("Body")->children.front();
        asked.push_back(question.name);
        const std::string folder =
            "<F><FolderId Id=\"F1\"/><DisplayName>Cisco Jabber Chats"
            "</DisplayName></F>";
        if (question.name == "FindFolder") {
            return {200, reply("NoError", hasFolder ? folder : ""), {}, {}};
        }
        if (question.name == "CreateFolder") {
            hasFolder = true;
            return {200, reply("NoError", folder), {}, {}};
        }
        if (question.name == "FindItem") {
            bool isThere = false;
            for (const auto& key : keys) {
                isThere = isThere || request.body.find(key) != std::string::npos;
            }
            return {200, reply("NoError", isThere ? "<ItemId Id=\"1\"/>" : ""), {}, {}};
        }
        if (isFull) return {200, reply("ErrorQuotaExceeded"), {}, {}};
        const auto& message = question.child("Items")->children.front();
        bodies.push_back(message.childText("Body"));
        for (const auto& child : message.children) {
            const auto value = child.childText("Value");
            if (value.size() == 32) keys.push_back(value);
        }
        if (losesAnswers) return {503, {}, {}, {}};
        return {200, reply("NoError", "<ItemId Id=\"1\"/>"), {}, {}};
    }
};

}  // namespace

/// Closed chats on their way to the mailbox, in virtual time.
class ChatSaverTest : public QObject {
    Q_OBJECT

    struct Stage {
        test::VirtualClock clock;
        FakeHttpClient http{clock};
        core::SeededRandom random{5};
        core::Log log;
        QTemporaryDir folder;
        Mailbox box;
        std::unique_ptr<store::Store> store;
        std::unique_ptr<ChatSaver> saver;
        core::Owner owner;
        const core::Address ben = *core::Address::parse("ben@office.example");
        mail::SavingRules rules{true, true, false, false, {}};
        std::string url = server;
        std::vector<std::string> domains;
        std::optional<core::Secret> password = core::Secret("secret");
        int saved = 0;

        Stage() {
            http.special = [this](const net::HttpRequest& request) {
                return std::optional(box.answer(request));
            };
            open();
        }
        ~Stage() {
            saver.reset();
            store.reset();
        }
        void open() {
            const auto file = std::filesystem::path(folder.path().toStdString()) / "p" / "h.db";
            store::Store::open(file, {clock, log, store::Threading::Caller})
                .then(owner, [this](auto opened) { store = std::move(*opened); });
            clock.advance(1s);
        }
        void start() {
            mail::MailAccess access;
            access.url = url;
            access.domains = domains;
            access.user = "anna";
            access.password = password;
            saver = std::make_unique<ChatSaver>(
                ChatSaver::Ports{http, clock, random, log, *store,
                                 [](const core::Address&) { return std::string("Ben"); },
                                 [] { return std::string("Anna"); }},
                access, rules);
            QObject::connect(saver.get(), &ChatSaver::saved,
                             [this](const mail::SavedChat&) { ++saved; });
            saver->start();
            clock.advance(1s);
        }
        /// The program is killed, and starts again.
        void startAgain() {
            saver.reset();
            store.reset();
            open();
            start();
        }
        void say(const std::string& body, store::Direction direction = store::Direction::In,
                 store::Protection protection = store::Protection::None) {
            store::Addition addition;
            addition.message.peer = ben;
            addition.message.body = body;
            addition.message.direction = direction;
            addition.message.protection = protection;
            addition.message.time = clock.wallTime();
            store::History(*store).add(addition).then(owner, [](const auto&) {});
            clock.advance(1s);
            if (saver) saver->noteMessage(ben);
        }
        int close() {
            int count = -1;
            saver->save(ben).then(
                owner, [&](const core::Result<int>& done) { count = done ? *done : -2; });
            clock.advance(1s);
            return count;
        }
    };

private Q_SLOTS:
    void aClosedChatIsOneItem() {
        Stage stage;
        stage.say("before it was switched on");
        stage.clock.advance(10min);
        stage.start();
        QCOMPARE(stage.saver->serviceState(), SaverState::Up);
        QVERIFY(!stage.box.hasFolder);
        stage.say("hello");
        stage.say("good morning", store::Direction::Out);
        QCOMPARE(stage.close(), 2);
        QCOMPARE(stage.box.bodies.size(), std::size_t(1));
        const auto& body = stage.box.bodies.front();
        QVERIFY(body.find("hello") < body.find("good morning"));
        QVERIFY(body.find("<b>Anna</b>") > body.find("<b>Ben</b>"));
        QVERIFY(body.find("before it") == std::string::npos);
        QCOMPARE(stage.saved, 1);
        QCOMPARE(stage.saver->waiting(), 0);
        QCOMPARE(stage.close(), 0);
        stage.say("and again");
        QCOMPARE(stage.close(), 1);
        QCOMPARE(stage.box.bodies.size(), std::size_t(2));
        QVERIFY(stage.box.bodies.back().find("hello") == std::string::npos);
    }
    void aServerThatIsAwayGetsItLater() {
        Stage stage;
        stage.start();
        stage.box.status = 503;
        stage.say("hello");
        QCOMPARE(stage.close(), 1);
        QCOMPARE(stage.saver->serviceState(), SaverState::Retrying);
        QVERIFY(stage.saver->error()->sentence().find("mail.example") != std::string::npos);
        stage.say("another chat");
        QCOMPARE(stage.close(), 1);
        stage.clock.advance(60min);
        QCOMPARE(stage.saver->waiting(), 2);
        // Each try after the first waits longer: 60 minutes are few tries.
        QVERIFY2(stage.http.asked.size() < 40, std::to_string(stage.http.asked.size()).c_str());
        stage.box.status = 200;
        stage.clock.advance(6min);
        QCOMPARE(stage.box.bodies.size(), std::size_t(2));
        QCOMPARE(stage.saver->waiting(), 0);
        QCOMPARE(stage.saver->serviceState(), SaverState::Up);
    }
    void anAnswerThatWasLostDoublesNothing() {
        Stage stage;
        stage.start();
        stage.box.losesAnswers = true;
        stage.say("hello");
        QCOMPARE(stage.close(), 1);
        QCOMPARE(stage.box.keys.size(), std::size_t(1));
        QCOMPARE(stage.saved, 0);
        stage.clock.advance(1min);
        QCOMPARE(stage.saved, 1);
        QCOMPARE(stage.box.keys.size(), std::size_t(1));
    }
    void aProgramThatWasKilledDoublesNothing() {
        Stage stage;
        stage.start();
        stage.box.losesAnswers = true;
        stage.say("hello");
        QCOMPARE(stage.close(), 1);
        stage.box.losesAnswers = false;
        stage.startAgain();
        stage.clock.advance(1min);
        QCOMPARE(stage.box.keys.size(), std::size_t(1));
        QCOMPARE(stage.saver->waiting(), 0);
        stage.box.status = 503;
        stage.say("more");
        QCOMPARE(stage.close(), 1);
        stage.box.status = 200;
        stage.startAgain();
        QCOMPARE(stage.box.keys.size(), std::size_t(2));
    }
    void whatWasEncryptedIsLeftOut() {
        Stage stage;
        stage.start();
        stage.say("secret words", store::Direction::In, store::Protection::Omemo);
        QCOMPARE(stage.close(), 0);
        stage.say("more secret words", store::Direction::Out, store::Protection::LegacyOmemo);
        stage.say("plain words");
        QCOMPARE(stage.close(), 1);
        QCOMPARE(stage.box.bodies.size(), std::size_t(1));
        QVERIFY(stage.box.bodies.front().find("secret") == std::string::npos);
        QVERIFY(stage.box.bodies.front().find("1 message was encrypted") != std::string::npos);
        auto rules = stage.rules;
        rules.takesEncrypted = true;
        stage.saver->setRules(rules);
        stage.say("allowed words", store::Direction::In, store::Protection::Omemo);
        QCOMPARE(stage.close(), 1);
        QVERIFY(stage.box.bodies.back().find("allowed words") != std::string::npos);
    }
    void silenceClosesAChat() {
        Stage stage;
        stage.start();
        stage.say("hello");
        stage.clock.advance(15min);
        stage.say("still there?");
        stage.clock.advance(19min);
        QVERIFY(stage.box.bodies.empty());
        stage.clock.advance(3min);
        QCOMPARE(stage.box.bodies.size(), std::size_t(1));
        stage.say("left open when the program ended");
        stage.startAgain();
        QCOMPARE(stage.box.bodies.size(), std::size_t(1));
        stage.clock.advance(22min);
        QCOMPARE(stage.box.bodies.size(), std::size_t(2));
    }
    void theSignOutClosesAllBeforeTheHistoryGoes() {
        Stage stage;
        stage.start();
        stage.say("hello");
        stage.saver->closeAll();
        store::History(*stage.store).removeAll().then(stage.owner, [](const auto&) {});
        stage.startAgain();
        QCOMPARE(stage.box.bodies.size(), std::size_t(1));
    }
    void whatThePersonRemovedIsNotSaved() {
        Stage stage;
        stage.start();
        stage.box.status = 503;
        stage.say("hello");
        stage.say("goodbye");
        QCOMPARE(stage.close(), 2);
        store::ChatsToSave(*stage.store).removeMessage(1).then(stage.owner, [](const auto&) {});
        stage.box.status = 200;
        stage.clock.advance(10min);
        QCOMPARE(stage.box.bodies.size(), std::size_t(1));
        QVERIFY(stage.box.bodies.front().find("hello") == std::string::npos);
        stage.box.status = 503;
        stage.say("once more");
        QCOMPARE(stage.close(), 1);
        store::ChatsToSave(*stage.store)
            .removeConversation(stage.ben)
            .then(stage.owner, [](const auto&) {});
        stage.box.status = 200;
        stage.clock.advance(10min);
        QCOMPARE(stage.box.bodies.size(), std::size_t(1));
    }
    void whatIsSaidWhileItIsOffIsNotSaved() {
        Stage stage;
        stage.start();
        auto rules = stage.rules;
        rules.isOn = false;
        rules.why = "You chose so.";
        stage.saver->setRules(rules);
        QCOMPARE(stage.saver->serviceState(), SaverState::Off);
        stage.say("between us");
        QCOMPARE(stage.close(), -2);
        stage.clock.advance(10min);
        stage.saver->setRules(stage.rules);
        stage.clock.advance(1s);
        stage.say("for the files");
        QCOMPARE(stage.close(), 1);
        QVERIFY(stage.box.bodies.front().find("between us") == std::string::npos);
    }
    void anOrganisationWithoutHistoryForgetsWhatWaits() {
        Stage stage;
        stage.start();
        stage.box.status = 503;
        stage.say("hello");
        QCOMPARE(stage.close(), 1);
        mail::SavingRules rules;
        rules.forgets = true;
        stage.saver->setRules(rules);
        stage.clock.advance(1s);
        stage.box.status = 200;
        stage.saver->setRules(stage.rules);
        stage.clock.advance(10min);
        QVERIFY(stage.box.bodies.empty());
        QCOMPARE(stage.saver->waiting(), 0);
    }
    void aRefusedPasswordIsSaidAndNotTriedAgain() {
        Stage stage;
        stage.box.status = 401;
        stage.start();
        QCOMPARE(stage.saver->serviceState(), SaverState::Failed);
        QVERIFY(stage.saver->error()->sentence().find(
                    "does not take this user name and password") != std::string::npos);
        QVERIFY(stage.saver->error()->sentence().find("mail.example:443") != std::string::npos);
        const auto tries = stage.http.asked.size();
        stage.clock.advance(60min);
        QCOMPARE(stage.http.asked.size(), tries);
        stage.box.challenge = "NTLM";
        stage.saver->retryNow();
        stage.clock.advance(1s);
        QVERIFY2(stage.saver->error()->sentence().find("NTLM alone") != std::string::npos,
                 stage.saver->error()->sentence().c_str());
    }
    void aSignInWithoutAPasswordIsToldSo() {
        Stage stage;
        stage.password.reset();
        stage.box.status = 401;
        stage.start();
        QCOMPARE(stage.saver->serviceState(), SaverState::Failed);
        QVERIFY2(stage.saver->error()->sentence().find("this sign-in was without one") !=
                     std::string::npos,
                 stage.saver->error()->sentence().c_str());
    }
    void aFullMailboxIsTriedAgainLater() {
        Stage stage;
        stage.start();
        stage.box.isFull = true;
        stage.say("hello");
        QCOMPARE(stage.close(), 1);
        QCOMPARE(stage.saver->serviceState(), SaverState::Failed);
        QVERIFY2(stage.saver->error()->sentence().find("your mailbox is full") != std::string::npos,
                 stage.saver->error()->sentence().c_str());
        stage.clock.advance(6min);
        QCOMPARE(stage.saver->serviceState(), SaverState::Failed);
        stage.box.isFull = false;
        stage.clock.advance(6min);
        QCOMPARE(stage.box.bodies.size(), std::size_t(1));
        QCOMPARE(stage.saver->waiting(), 0);
        QCOMPARE(stage.saver->serviceState(), SaverState::Up);
    }
    void theServerIsLookedForAtTheDomain() {
        Stage stage;
        stage.url.clear();
        stage.domains = {"example"};
        stage.http.special = [&stage](const net::HttpRequest& request) {
            using Page = FakeHttpClient::Page;
            if (request.url == server) return std::optional(stage.box.answer(request));
            const std::string found = std::string("<A><EwsUrl>") + server + "</EwsUrl></A>";
            return std::optional(request.url.starts_with("https://autodiscover.example/")
                                     ? Page{200, found, {}, {}}
                                     : Page{404, {}, {}, {}});
        };
        stage.start();
        QCOMPARE(stage.saver->serviceState(), SaverState::Up);
        QCOMPARE(stage.saver->serverText(), "mail.example:443");
        QCOMPARE(stage.http.count("https://example/autodiscover/autodiscover.xml"), 1);
    }
    void thePasswordGoesOnlyWhereItIsAskedFor() {
        Stage stage;
        stage.url.clear();
        stage.domains = {"example"};
        stage.http.special = [&stage](const net::HttpRequest& request) {
            using Page = FakeHttpClient::Page;
            const Page challenge{401, {}, {}, {}, {{"www-authenticate", stage.box.challenge}}};
            if (request.url == server) {
                return std::optional(request.basic ? stage.box.answer(request) : challenge);
            }
            const std::string found = std::string("<A><EwsUrl>") + server + "</EwsUrl></A>";
            return std::optional(request.url.starts_with("https://autodiscover.example/")
                                     ? Page{200, found, {}, {}}
                                     : Page{200, "<html>a web site</html>", {}, {}});
        };
        stage.start();
        QCOMPARE(stage.saver->serviceState(), SaverState::Up);
        stage.say("hello");
        QCOMPARE(stage.close(), 1);
        QCOMPARE(stage.box.bodies.size(), std::size_t(1));
        int refused = 0;
        int withPassword = 0;
        for (const auto& request : stage.http.asked) {
            if (request.url != server) QVERIFY(!request.basic.has_value());
            (request.basic ? withPassword : refused) += request.url == server ? 1 : 0;
        }
        QCOMPARE(refused, 1);
        QVERIFY(withPassword > 1);
    }
    void withoutTlsThePasswordIsNeverSent() {
        Stage stage;
        stage.url = "http://mail.example:80/EWS/Exchange.asmx";
        stage.box.status = 401;
        stage.start();
        QCOMPARE(stage.saver->serviceState(), SaverState::Failed);
        stage.box.challenge = "Digest realm=\"x\", nonce=\"abc\", qop=\"auth\", algorithm=SHA-256";
        stage.saver->retryNow();
        stage.clock.advance(1s);
        bool isAnswered = false;
        for (const auto& request : stage.http.asked) {
            QVERIFY(!request.basic.has_value());
            for (const auto& [name, value] : request.headers) {
                QVERIFY(!value.starts_with("Basic"));
                isAnswered = isAnswered || value.starts_with("Digest username=\"anna\"");
            }
        }
        QVERIFY(isAnswered);
    }
};

QTEST_GUILESS_MAIN(ChatSaverTest)
#include "ChatSaverTest.moc"
