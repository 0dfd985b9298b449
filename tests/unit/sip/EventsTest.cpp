// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ScriptedServer.h"
#include "sip/events/DialogInfo.h"
#include "sip/events/MessageSummary.h"

using namespace sidetone::sip;
using sidetone::sip::test::ScriptedServer;
using std::chrono_literals::operator""s;

/// Message waiting (RFC 3842), busy lamps (RFC 4235) and their subscriptions (RFC 6665).
class EventsTest : public QObject {
    Q_OBJECT
    struct Watcher {
        Watcher() {
            isReady = server.registerLine();
            subscription = server.agent.subscribe(
                {*Uri::parse("sip:ben@office.example"), "dialog", "application/dialog-info+xml"},
                {[this](const std::string& body) { bodies.push_back(body); }, [this] { ++lost; }});
            asked = server.request();
        }
        void grant() {
            server.reply(asked, 200, {{"Contact", "<sip:presence@192.0.2.1>"}, {"Expires", "100"}},
                         {}, "ps");
        }
        Request notify(int number, const std::string& state, const std::string& body) {
            Request request;
            request.method = "NOTIFY";
            request.uri = *Uri::parse("sip:c0ffee@127.0.0.1:40000;transport=tls");
            request.headers.add("Via",
                                "SIP/2.0/TLS 192.0.2.1;branch=z9hG4bKn" + std::to_string(number));
            request.headers.add("From", "<sip:ben@office.example>;tag=ps");
            request.headers.add("To", std::string(asked.headers.first("From")));
            request.headers.add("Call-ID", std::string(callIdOf(asked.headers)));
            request.headers.add("CSeq", std::to_string(number) + " NOTIFY");
            request.headers.add("Event", "dialog");
            request.headers.add("Subscription-State", state);
            request.body = body;
            return request;
        }
        ScriptedServer server;
        std::shared_ptr<Subscription> subscription;
        Request asked;
        std::vector<std::string> bodies;
        int lost = 0;
        bool isReady = false;
    };
    static std::string document(int version, const std::string& state, const std::string& dialogs) {
        return "<dialog-info xmlns='urn:ietf:params:xml:ns:dialog-info' version='" +
               std::to_string(version) + "' state='" + state + "' entity='sip:ben@x'>" + dialogs +
               "</dialog-info>";
    }
    static std::string dialog(const std::string& id, const std::string& state) {
        return "<dialog id='" + id + "'><state>" + state + "</state></dialog>";
    }

private Q_SLOTS:
    void asksAndRefreshes() {
        Watcher watcher;
        QVERIFY(watcher.isReady);
        QCOMPARE(watcher.asked.method, std::string("SUBSCRIBE"));
        QCOMPARE(std::string(watcher.asked.headers.first("Event")), std::string("dialog"));
        watcher.grant();
        watcher.server.inject(watcher.notify(1, "active;expires=100", "one"));
        QCOMPARE(watcher.server.response().status, 200);
        QCOMPARE(watcher.bodies, std::vector<std::string>{"one"});
        watcher.server.clock.advance(81s);
        const auto again = watcher.server.request();
        QCOMPARE(again.method, std::string("SUBSCRIBE"));
        QCOMPARE(again.uri.text(), std::string("sip:presence@192.0.2.1"));
        QCOMPARE(toOf(again.headers).tag(), std::string("ps"));
        // The server lost it: it is made anew.
        watcher.server.reply(again, 481, {}, {}, "ps");
        QCOMPARE(watcher.lost, 1);
        const auto anew = watcher.server.request();
        QCOMPARE(anew.method, std::string("SUBSCRIBE"));
        QVERIFY(callIdOf(anew.headers) != callIdOf(again.headers));
    }
    void aNotifyBeforeTheAnswerIsTaken() {
        Watcher watcher;
        watcher.server.inject(watcher.notify(1, "active", "early"));
        QCOMPARE(watcher.server.response().status, 200);
        QCOMPARE(watcher.bodies, std::vector<std::string>{"early"});
    }
    void whatTheServerRefusesIsNotAskedAgain() {
        Watcher watcher;
        watcher.server.reply(watcher.asked, 489);
        QCOMPARE(watcher.lost, 1);
        watcher.server.clock.advance(300s);
        while (!watcher.server.isQuiet()) {
            QVERIFY(watcher.server.request().method != "SUBSCRIBE");
        }
    }
    void whatTheServerEndsIsAskedAgain() {
        Watcher watcher;
        watcher.grant();
        watcher.server.inject(watcher.notify(1, "terminated;reason=deactivated", ""));
        QCOMPARE(watcher.server.response().status, 200);
        watcher.server.clock.advance(1s);
        QCOMPARE(watcher.server.request().method, std::string("SUBSCRIBE"));
    }
    void othersEventsAreRefused() {
        Watcher watcher;
        watcher.grant();
        auto request = watcher.notify(1, "active", "x");
        request.headers.set("Event", "presence");
        watcher.server.inject(request);
        QCOMPARE(watcher.server.response().status, 489);
        request = watcher.notify(2, "active", "x");
        request.headers.set("Call-ID", "another");
        watcher.server.inject(request);
        QCOMPARE(watcher.server.response().status, 481);
        QVERIFY(watcher.bodies.empty());
    }

    void readsMailboxes_data() {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("expected");
        QTest::newRow("whole") << QStringLiteral(
                                      "Messages-Waiting: yes\r\nMessage-Account: "
                                      "sip:2999@x\r\nVoice-Message: 2/8 (0/2)\r\n")
                               << QStringLiteral("1 2 8 sip:2999@x");
        QTest::newRow("none") << QStringLiteral("Messages-Waiting: no\r\n")
                              << QStringLiteral("0 0 0 ");
        QTest::newRow("short") << QStringLiteral("messages-waiting:YES\nvoice-message: 1/0")
                               << QStringLiteral("1 1 0 ");
        QTest::newRow("garbage") << QStringLiteral("\x01Voice-Message: x/y\r\n:::")
                                 << QStringLiteral("0 0 0 ");
    }
    void readsMailboxes() {
        QFETCH(QString, body);
        QFETCH(QString, expected);
        const auto summary = MessageSummary::parse(body.toStdString());
        QCOMPARE(QStringLiteral("%1 %2 %3 %4")
                     .arg(int(summary.waiting))
                     .arg(summary.newVoice)
                     .arg(summary.oldVoice)
                     .arg(QString::fromStdString(summary.account)),
                 expected);
    }

    void putsLinesTogether() {
        DialogInfo info;
        QVERIFY(info.lamp() == Lamp::Unknown);
        QVERIFY(!info.take(document(4, "partial", "")));  // nothing to add to
        QVERIFY(*info.take(document(5, "full", "")));
        QVERIFY(info.lamp() == Lamp::Idle);
        QVERIFY(*info.take(document(6, "partial", dialog("a", "early"))));
        QVERIFY(info.lamp() == Lamp::Ringing);
        QVERIFY(*info.take(document(7, "partial", dialog("b", "confirmed"))));
        QVERIFY(info.lamp() == Lamp::Busy);
        QVERIFY(!*info.take(document(7, "partial", dialog("b", "terminated"))));  // again
        QVERIFY(!info.take(document(9, "partial", dialog("b", "terminated"))));   // a gap
        QVERIFY(info.lamp() == Lamp::Busy);
        QVERIFY(*info.take(document(10, "full", dialog("a", "terminated"))));
        QVERIFY(info.lamp() == Lamp::Idle);
        QVERIFY(!info.take("<presence/>"));
        QVERIFY(!info.take("no xml"));
        info.forget();
        QVERIFY(info.lamp() == Lamp::Unknown);
    }

    void whatIsToldOfALineIsReadBack() {
        using Rendering = LineDialog::Rendering;
        const std::vector<LineDialog> told{
            {"1",
             {"call-1", "ours", "theirs"},
             "sip:ben@x",
             "B & <C>",
             true,
             true,
             Rendering::Held},
            {"2", {"call-2", "ours", {}}, "sip:cara@x", {}, false, false, Rendering::On},
            {"3", {"call-3", "a", "b"}, "sip:dora@x", {}, true, false, Rendering::Unknown}};
        DialogInfo info;
        QVERIFY(*info.take(dialogInfoDocument("sip:anna@x", 3, told)));
        QVERIFY(info.dialogs() == told);
        QVERIFY(info.lamp() == Lamp::Busy);
        QVERIFY(*info.take(dialogInfoDocument("sip:anna@x", 4, {})));
        QVERIFY(info.dialogs().empty());
    }
    void publishesChanges() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        const auto publication = server.agent.makePublication({"dialog", "text/plain"});
        publication->renew();
        QVERIFY(server.isQuiet());
        publication->publish("one");
        const auto first = server.request();
        QCOMPARE(first.method, std::string("PUBLISH"));
        QCOMPARE(first.uri.text(), std::string("sip:2001@office.example"));
        QCOMPARE(first.body, std::string("one"));
        QVERIFY(!first.headers.has("SIP-If-Match"));
        // While one is under way, only the newest waits.
        publication->publish("two");
        publication->publish("three");
        QVERIFY(server.isQuiet());
        server.reply(first, 200, {{"SIP-ETag", "a"}, {"Expires", "100"}});
        const auto second = server.request();
        QCOMPARE(second.body, std::string("three"));
        QCOMPARE(std::string(second.headers.first("SIP-If-Match")), std::string("a"));
        server.reply(second, 200, {{"SIP-ETag", "b"}, {"Expires", "100"}});
        server.clock.advance(81s);
        const auto refresh = server.request();
        QCOMPARE(refresh.method, std::string("PUBLISH"));
        QVERIFY(refresh.body.empty());
        QCOMPARE(std::string(refresh.headers.first("SIP-If-Match")), std::string("b"));
        // The server forgot it: all of it once more.
        server.reply(refresh, 412);
        const auto again = server.request();
        QCOMPARE(again.body, std::string("three"));
        QVERIFY(!again.headers.has("SIP-If-Match"));
        server.reply(again, 200, {{"SIP-ETag", "c"}, {"Expires", "100"}});
        publication->publish("three");
        QVERIFY(server.isQuiet());
    }
    void aServerThatTakesNothingIsLeftAlone() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        const auto publication = server.agent.makePublication({"dialog", "text/plain"});
        publication->publish("one");
        server.reply(server.request(), 489);
        publication->publish("two");
        QVERIFY(server.isQuiet());
        publication->renew();
        QCOMPARE(server.request().body, std::string("two"));
    }
    /// Each of these answers would otherwise have the next request follow at once, for ever.
    void aServerThatAnswersNonsenseIsNotHurried_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("tag");
        QTest::addColumn<QString>("expires");
        QTest::newRow("without a name") << 200 << QString() << QStringLiteral("100");
        QTest::newRow("for no time") << 200 << QStringLiteral("a") << QStringLiteral("0");
        QTest::newRow("not matching what was not said") << 412 << QString() << QString();
        QTest::newRow("out of order") << 503 << QString() << QString();
    }
    void aServerThatAnswersNonsenseIsNotHurried() {
        QFETCH(int, status);
        QFETCH(QString, tag);
        QFETCH(QString, expires);
        ScriptedServer server;
        QVERIFY(server.registerLine());
        const auto publication = server.agent.makePublication({"dialog", "text/plain"});
        publication->publish("one");
        std::vector<std::pair<std::string, std::string>> headers;
        if (!tag.isEmpty()) headers.emplace_back("SIP-ETag", tag.toStdString());
        if (!expires.isEmpty()) headers.emplace_back("Expires", expires.toStdString());
        server.reply(server.request(), status, headers);
        publication->publish("two");
        QVERIFY(server.isQuiet());
        server.clock.advance(31s);
        QCOMPARE(server.isQuiet(), status == 412);
    }
    void aChangeThatGotLostIsSentAgain() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        const auto publication = server.agent.makePublication({"dialog", "text/plain"});
        publication->publish("one");
        server.reply(server.request(), 200, {{"SIP-ETag", "a"}, {"Expires", "3600"}});
        publication->publish("two");
        QCOMPARE(server.request().body, std::string("two"));
        // Nobody answers (timer F).
        server.clock.advance(33s);
        QVERIFY(server.isQuiet());
        server.clock.advance(31s);
        const auto again = server.request();
        QCOMPARE(again.body, std::string("two"));
        QCOMPARE(std::string(again.headers.first("SIP-If-Match")), std::string("a"));
    }
};

QTEST_GUILESS_MAIN(EventsTest)
#include "EventsTest.moc"
