// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include "Rows.h"
#include "client/Client.h"
#include "integration_client/LiveClient.h"
#include "integration_client/OfficeTerminal.h"
#include "integration_client/Terminal.h"
#include "mail/SavedChatControl.h"

using namespace Qt::StringLiterals;
using namespace sidetone;
using client::Client;
using client::ClientState;
using client::Service;
using client::ServiceKind;
using client::ServiceState;
using demo::Program;

ROWS("MSG-05");

namespace {

/// Longer than any pause between two tries.
constexpr int patience = 40'000;

using Life = test::LiveClient;

}  // namespace

/// Two people chat and close their chats, with a real chat server and a mail server that keeps
/// what it is given.
class SavedChatsTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<QTemporaryDir> folder_;
    core::Owner owner_;
    Life anna_;
    Life ben_;

    [[nodiscard]] QString place(int person) const {
        return folder_->filePath(QString::number(person));
    }
    [[nodiscard]] core::Address address(int person) const {
        return *core::Address::parse(office_.user(person));
    }
    void policy(int person, const QByteArray& text) const {
        QVERIFY(QDir().mkpath(place(person) + u"-etc/policy.d"_s));
        QFile file(place(person) + u"-etc/policy.d/office.conf"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] Life live(int person) const {
        auto life = test::liveClient(test::liveOptions(office_, place(person).toStdString(),
                                                       place(person).toStdString() + "-etc"));
        if (!life.client->signIn(office_.user(person), office_.password(person))) qFatal("busy");
        return life;
    }
    void bringUp() {
        anna_ = live(1);
        ben_ = live(2);
        for (auto* client : {anna_.client.get(), ben_.client.get()}) {
            QTRY_COMPARE_WITH_TIMEOUT(client->state(), ClientState::Ready, patience);
        }
    }
    [[nodiscard]] static Service lineOf(const Client& client) {
        for (const auto& service : client.services()) {
            if (service.kind == ServiceKind::SavedChats) return service;
        }
        return {};
    }
    [[nodiscard]] static bool isUp(const Client& client) {
        return lineOf(client).state == ServiceState::Up;
    }
    /// What lies in the mailbox.
    [[nodiscard]] std::vector<QJsonObject> items(const std::string& person) const {
        const auto listed = office_.run({"mail", person, "list"});
        std::vector<QJsonObject> items;
        for (const auto& line : QByteArray::fromStdString(listed.output).split('\n')) {
            if (!line.isEmpty()) items.push_back(QJsonDocument::fromJson(line).object());
        }
        return items;
    }
    [[nodiscard]] std::size_t count(const std::string& person) const {
        return items(person).size();
    }
    /// One says it and the other has it.
    void say(Client& from, Client& to, const core::Address& peer, const std::string& body) {
        bool hasCome = false;
        const auto connection = connect(
            &to, &Client::messageAdded, this,
            [&](const messaging::Message& message) { hasCome = hasCome || message.body == body; });
        from.sendMessage(peer, body).then(owner_, [](const auto&) {});
        QVERIFY2(QTest::qWaitFor([&] { return hasCome; }, patience), body.c_str());
        disconnect(connection);
    }
    void chat(const std::string& mark) {
        say(*anna_.client, *ben_.client, address(2), mark + " first");
        say(*ben_.client, *anna_.client, address(1), mark + " second <b>&amp;");
        say(*anna_.client, *ben_.client, address(2), mark + " third");
        say(*ben_.client, *anna_.client, address(1), mark + " fourth");
    }
    [[nodiscard]] static bool inOrder(const QString& text, const QStringList& parts) {
        qsizetype at = 0;
        for (const auto& part : parts) {
            at = text.indexOf(part, at);
            if (at < 0) return false;
        }
        return true;
    }
    void signIn(Program& program) const {
        QVERIFY(program.start());
        const auto end = program.waitFor(u"the sign-in"_s, test::isSignInEnd, patience);
        QVERIFY2(end && end->value(u"event"_s) == u"signin.ready"_s,
                 end ? qPrintable(end->value(u"sentence"_s).toString())
                     : end.error().sentence().c_str());
    }
    [[nodiscard]] static int waitingOf(Program& program) {
        const auto answer = program.ask(u"saved-chats"_s);
        return answer ? answer->value(u"waiting"_s).toInt(-1) : -1;
    }
    void chatAndClose(Program& program, const QString& words) const {
        const auto peer = QString::fromStdString(office_.user(2));
        const auto sent = program.ask(u"chat"_s, {{u"peer"_s, peer}, {u"body"_s, words}});
        QVERIFY2(sent.has_value(), sent ? "" : sent.error().sentence().c_str());
        const auto queued = program.ask(u"save-chat"_s, {{u"peer"_s, peer}});
        QVERIFY2(queued.has_value(), queued ? "" : queued.error().sentence().c_str());
        QVERIFY(queued->value(u"messages"_s).toInt() >= 1);
    }
    static void kill(Program& program) {
        QCOMPARE(::kill(static_cast<pid_t>(program.processId()), SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(!program.isRunning(), patience);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--people", "5", "--with", "mail"}), office_.failure().c_str());
    }
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void cleanup() {
        for (auto* life : {&anna_, &ben_}) {
            life->client.reset();
            life->platform.reset();
        }
        static_cast<void>(office_.done({"answer", "mail", "usual"}));
        static_cast<void>(office_.done({"fault", "mail", "start"}));
    }

    void aClosedChatIsOneItemWithAllOfIt() {
        bringUp();
        QTRY_VERIFY_WITH_TIMEOUT(isUp(*anna_.client) && isUp(*ben_.client), patience);
        QVERIFY(lineOf(*anna_.client).server.starts_with("mail.office.example:"));
        chat("morning");
        QCOMPARE(count("anna"), std::size_t(0));
        anna_.client->closeChat(address(2));
        QTRY_COMPARE_WITH_TIMEOUT(count("anna"), std::size_t(1), patience);
        const auto item = items("anna").front();
        QCOMPARE(item.value(u"folder"_s).toString(), u"Cisco Jabber Chats"_s);
        QCOMPARE(item.value(u"class"_s).toString(), u"IPM.Note"_s);
        QVERIFY(item.value(u"subject"_s).toString().startsWith(u"Chat with Ben"_s));
        QVERIFY(item.value(u"read"_s).toBool());
        QVERIFY(!item.value(u"draft"_s).toBool());
        const auto body = item.value(u"body"_s).toString();
        QVERIFY2(inOrder(body, {u"morning first"_s, u"morning second &lt;b&gt;&amp;amp;"_s,
                                u"morning third"_s, u"morning fourth"_s}),
                 qPrintable(body));
        QCOMPARE(body.count(u"morning"_s), 4);
        // Ben's is still open: it goes on, and is closed by his sign-out.
        QCOMPARE(count("ben"), std::size_t(0));
        anna_.client->closeChat(address(2));
        chat("evening");
        ben_.client->signOut();
        QTRY_VERIFY_WITH_TIMEOUT(!ben_.client->isLeaving(), patience);
        anna_.client->closeChat(address(2));
        QTRY_COMPARE_WITH_TIMEOUT(count("anna"), std::size_t(2), patience);
        QCOMPARE(items("anna").back().value(u"body"_s).toString().count(u"evening"_s), 4);
        QVERIFY(!items("anna").back().value(u"body"_s).toString().contains(u"morning"_s));
        QVERIFY(ben_.client->signIn(office_.user(2), office_.password(2)));
        QTRY_COMPARE_WITH_TIMEOUT(count("ben"), std::size_t(1), patience);
        const auto whole = items("ben").front().value(u"body"_s).toString();
        QVERIFY(inOrder(whole, {u"morning fourth"_s, u"evening first"_s, u"evening fourth"_s}));
    }
    void whatTheServerMissedComesLaterOnce() {
        bringUp();
        QTRY_VERIFY_WITH_TIMEOUT(isUp(*anna_.client), patience);
        const auto before = count("anna");
        QVERIFY(office_.done({"fault", "mail", "stop"}));
        chat("away");
        anna_.client->closeChat(address(2));
        QTRY_COMPARE_WITH_TIMEOUT(lineOf(*anna_.client).state, ServiceState::Reconnecting,
                                  patience);
        const auto detail = lineOf(*anna_.client).detail;
        QVERIFY2(detail.find("mail.office.example") != std::string::npos, detail.c_str());
        QVERIFY2(detail.find("1 closed chat waits") != std::string::npos, detail.c_str());
        qInfo("%s", detail.c_str());
        QCOMPARE(count("anna"), before);
        QVERIFY(office_.done({"fault", "mail", "start"}));
        QTRY_COMPARE_WITH_TIMEOUT(count("anna"), before + 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(isUp(*anna_.client), patience);
        QCOMPARE(count("anna"), before + 1);
        QCOMPARE(items("anna").back().value(u"body"_s).toString().count(u"away"_s), 4);
    }
    /// Killed when the server has it and the client does not know, and when the server was away.
    void aKilledProgramLosesAndDoublesNothing() {
        const auto before = count("anna");
        auto program = test::officeTerminal(office_, 1, place(1));
        signIn(*program);
        QVERIFY(office_.done({"answer", "mail", "lost"}));
        chatAndClose(*program, u"the last words"_s);
        QTRY_COMPARE_WITH_TIMEOUT(count("anna"), before + 1, patience);
        kill(*program);
        QVERIFY(office_.done({"answer", "mail", "usual"}));
        program = test::officeTerminal(office_, 1, place(1));
        signIn(*program);
        QTRY_COMPARE_WITH_TIMEOUT(waitingOf(*program), 0, patience);
        QCOMPARE(count("anna"), before + 1);
        QVERIFY(office_.done({"fault", "mail", "stop"}));
        chatAndClose(*program, u"words into the dark"_s);
        kill(*program);
        QVERIFY(office_.done({"fault", "mail", "start"}));
        program = test::officeTerminal(office_, 1, place(1));
        signIn(*program);
        const auto event = program->waitFor(
            u"the saved chat"_s,
            [](const QJsonObject& one) { return one.value(u"event"_s) == u"chat.saved"_s; },
            patience);
        QVERIFY2(event.has_value(), event ? "" : event.error().sentence().c_str());
        QCOMPARE(event->value(u"peer"_s).toString().toStdString(), office_.user(2));
        QCOMPARE(count("anna"), before + 2);
        QVERIFY(items("anna").back().value(u"body"_s).toString().contains(u"into the dark"_s));
        program->stop();
    }
    void aRefusedPasswordIsSaidInWords() {
        QVERIFY(office_.done({"answer", "mail", "no-password"}));
        bringUp();
        QTRY_COMPARE_WITH_TIMEOUT(lineOf(*anna_.client).state, ServiceState::Failed, patience);
        const auto detail = lineOf(*anna_.client).detail;
        QVERIFY2(detail.find("mail.office.example") != std::string::npos &&
                     detail.find("does not take this user name and password") != std::string::npos,
                 detail.c_str());
        qInfo("%s", detail.c_str());
        QCOMPARE(anna_.client->state(), ClientState::Ready);
    }
    void aFullMailboxIsSaidAndWaitedFor() {
        bringUp();
        QTRY_VERIFY_WITH_TIMEOUT(isUp(*anna_.client), patience);
        const auto before = count("anna");
        QVERIFY(office_.done({"answer", "mail", "full"}));
        say(*anna_.client, *ben_.client, address(2), "one too many");
        anna_.client->closeChat(address(2));
        QTRY_COMPARE_WITH_TIMEOUT(lineOf(*anna_.client).state, ServiceState::Failed, patience);
        const auto detail = lineOf(*anna_.client).detail;
        QVERIFY2(detail.find("your mailbox is full") != std::string::npos &&
                     detail.find("1 closed chat waits") != std::string::npos,
                 detail.c_str());
        qInfo("%s", detail.c_str());
        QCOMPARE(count("anna"), before);
        QVERIFY(office_.done({"answer", "mail", "usual"}));
        anna_.client->signOut();
        QTRY_VERIFY_WITH_TIMEOUT(!anna_.client->isLeaving(), patience);
        QVERIFY(anna_.client->signIn(office_.user(1), office_.password(1)));
        QTRY_COMPARE_WITH_TIMEOUT(count("anna"), before + 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(isUp(*anna_.client), patience);
    }
    /// Port 80 in the product: no TLS, and so the password is never sent (Digest).
    void withoutTlsToo() {
        policy(1, "InternalExchangeServer=http://mail.office.example:8080\n");
        const auto before = count("anna");
        bringUp();
        QTRY_VERIFY2_WITH_TIMEOUT(isUp(*anna_.client), lineOf(*anna_.client).detail.c_str(),
                                  patience);
        QCOMPARE(lineOf(*anna_.client).server, "mail.office.example:8080");
        chat("plain");
        anna_.client->closeChat(address(2));
        QTRY_COMPARE_WITH_TIMEOUT(count("anna"), before + 1, patience);
    }
    void rulesAndChoicesAreFollowed() {
        policy(1, "Disable_IM_History=true\n");
        const auto before = count("anna");
        const auto bensBefore = count("ben");
        bringUp();
        QVERIFY(ben_.client->setPreference("Save_Chats_To_Exchange", "off"));
        QCOMPARE(lineOf(*ben_.client).state, ServiceState::Off);
        chat("unsaved");
        anna_.client->closeChat(address(2));
        ben_.client->closeChat(address(1));
        QCOMPARE(lineOf(*anna_.client).state, ServiceState::Off);
        QVERIFY(lineOf(*anna_.client).detail.find("keeps no history") != std::string::npos);
        QVERIFY(ben_.client->setPreference("Save_Chats_To_Exchange", "on"));
        QTRY_VERIFY_WITH_TIMEOUT(isUp(*ben_.client), patience);
        say(*ben_.client, *anna_.client, address(1), "to be saved");
        ben_.client->closeChat(address(1));
        QTRY_COMPARE_WITH_TIMEOUT(count("ben"), bensBefore + 1, patience);
        QVERIFY(!items("ben").back().value(u"body"_s).toString().contains(u"unsaved"_s));
        QCOMPARE(count("anna"), before);
    }
};

QTEST_GUILESS_MAIN(SavedChatsTest)
#include "SavedChatsTest.moc"
