// SPDX-License-Identifier: GPL-3.0-or-later
#include "Talk.h"
#include "sip/dialog/Replaces.h"

using namespace sidetone::sip;
using sidetone::sip::test::ScriptedServer;
using sidetone::sip::test::Talk;

/// REFER (RFC 3515), Replaces (RFC 3891) and Referred-By (RFC 3892) as transcripts.
class TransferTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void weTransfer() {
        Talk talk;
        QVERIFY(talk.session->refer(*NameAddress::parse("<sip:carla@office.example>")));
        const auto refer = talk.server.request();
        QCOMPARE(refer.method, std::string("REFER"));
        QCOMPARE(std::string(refer.headers.first("Refer-To")),
                 std::string("<sip:carla@office.example>"));
        QCOMPARE(std::string(refer.headers.first("Referred-By")),
                 std::string("<sip:2001@office.example>"));
        QVERIFY(!talk.session->refer(*NameAddress::parse("<sip:x@office.example>")));
        talk.server.reply(refer, 202, {}, {}, "ben");
        talk.server.inject(talk.notify(8, "SIP/2.0 100 Trying\r\n"));
        QCOMPARE(talk.server.response().status, 200);
        talk.server.inject(talk.notify(9, "SIP/2.0 180 Ringing"));
        talk.server.inject(talk.notify(10, "SIP/2.0 200 OK\r\n", "terminated;reason=noresource"));
        const std::vector<std::pair<int, std::string>> expected{
            {100, "Trying"}, {180, "Ringing"}, {200, "OK"}};
        QCOMPARE(talk.progress, expected);
        QVERIFY(!talk.end);
    }
    void aNotifyMayComeBeforeThe202() {
        Talk talk;
        QVERIFY(talk.session->refer(*NameAddress::parse("<sip:carla@office.example>")));
        const auto refer = talk.server.request();
        talk.server.inject(talk.notify(8, "SIP/2.0 486 Busy Here", "terminated"));
        QCOMPARE(talk.server.response().status, 200);
        talk.server.reply(refer, 202, {}, {}, "ben");
        QCOMPARE(talk.progress.size(), std::size_t(1));
        QCOMPARE(talk.progress.front().first, 486);
        // Nothing more is heard, however long one waits.
        talk.server.clock.advance(std::chrono::minutes(5));
        QCOMPARE(talk.progress.size(), std::size_t(1));
    }
    void aRefusedTransferSaysSo() {
        Talk talk;
        QVERIFY(talk.session->refer(*NameAddress::parse("<sip:carla@office.example>")));
        talk.server.reply(talk.server.request(), 603, {}, {}, "ben");
        QCOMPARE(talk.progress.size(), std::size_t(1));
        QCOMPARE(talk.progress.front().first, 603);
        QVERIFY(talk.session->refer(*NameAddress::parse("<sip:carla@office.example>")));
    }
    void whoSaysNothingIsNotWaitedForForEver() {
        Talk talk;
        QVERIFY(talk.session->refer(*NameAddress::parse("<sip:carla@office.example>")));
        talk.server.reply(talk.server.request(), 202, {}, {}, "ben");
        talk.server.clock.advance(std::chrono::minutes(5));
        QCOMPARE(talk.progress.size(), std::size_t(1));
        QCOMPARE(talk.progress.front().first, 408);
    }
    void othersNotifyInVain() {
        Talk talk;
        talk.server.inject(talk.notify(8, "SIP/2.0 200 OK"));
        QCOMPARE(talk.server.response().status, 481);
        auto other = talk.notify(9, "x");
        other.headers.set("Event", "presence");
        talk.server.inject(other);
        QCOMPARE(talk.server.response().status, 489);
        QVERIFY(talk.progress.empty());
    }
    void weAreTransferred() {
        Talk talk;
        talk.server.inject(talk.refer(
            "<sip:carla@office.example?Replaces=abc%40x%3Bto-tag%3D1%3Bfrom-tag%3D2&Route=evil>"));
        QCOMPARE(talk.server.response().status, 202);
        QCOMPARE(talk.referrals.size(), std::size_t(1));
        const auto& what = talk.referrals.front();
        QCOMPARE(what.target.text(), std::string("<sip:carla@office.example>"));
        QCOMPARE(what.replaces, std::string("abc@x;to-tag=1;from-tag=2"));
        QCOMPARE(what.referredBy, std::string("<sip:ben@office.example>"));
        const auto first = talk.server.request();
        QCOMPARE(first.method, std::string("NOTIFY"));
        QCOMPARE(first.body, std::string("SIP/2.0 100 Trying\r\n"));
        QCOMPARE(std::string(first.headers.first("Event")), std::string("refer"));
        QVERIFY(first.headers.first("Subscription-State").starts_with("active"));
        talk.session->tellReferrer(180);
        QCOMPARE(talk.server.request().body, std::string("SIP/2.0 180 Ringing\r\n"));
        talk.session->tellReferrer(486);
        const auto last = talk.server.request();
        QCOMPARE(last.body, std::string("SIP/2.0 486 Busy Here\r\n"));
        QCOMPARE(std::string(last.headers.first("Subscription-State")),
                 std::string("terminated;reason=noresource"));
        talk.session->tellReferrer(200);
        QVERIFY(talk.server.isQuiet());
        // A second one is told apart by its number (RFC 3515 2.4.6).
        talk.server.inject(talk.refer("<sip:dora@office.example>", 9));
        QCOMPARE(talk.server.response().status, 202);
        QCOMPARE(std::string(talk.server.request().headers.first("Event")),
                 std::string("refer;id=9"));
    }
    void theyMayWantNoNews() {
        Talk talk;
        auto refer = talk.refer("<sip:carla@office.example>");
        refer.headers.add("Refer-Sub", "false");
        talk.server.inject(refer);
        const auto answer = talk.server.response();
        QCOMPARE(answer.status, 202);
        QCOMPARE(std::string(answer.headers.first("Refer-Sub")), std::string("false"));
        talk.session->tellReferrer(200);
        QVERIFY(talk.server.isQuiet());
    }
    void badWishesAreRefused_data() {
        QTest::addColumn<QString>("to");
        QTest::addColumn<int>("status");
        QTest::newRow("broken") << QStringLiteral("<<") << 400;
        QTest::newRow("other scheme") << QStringLiteral("<http://office.example>") << 603;
        QTest::newRow("other method") << QStringLiteral("<sip:x@office.example;method=BYE>") << 603;
        QTest::newRow("a line break smuggled in")
            << QStringLiteral("<sip:x@office.example?Replaces=a%0d%0aRoute:b>") << 400;
        QTest::newRow("two") << QStringLiteral("<sip:a@office.example>, <sip:b@office.example>")
                             << 400;
    }
    void badWishesAreRefused() {
        QFETCH(QString, to);
        QFETCH(int, status);
        Talk talk;
        talk.server.inject(talk.refer(to.toStdString()));
        QCOMPARE(talk.server.response().status, status);
        QVERIFY(talk.referrals.empty() && !talk.end);
    }
    void strangersCannotLetUsCall() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        auto refer = ScriptedServer::invite("");
        refer.method = "REFER";
        refer.headers.set("CSeq", "7 REFER");
        refer.headers.add("Refer-To", "<sip:dear@office.example>");
        server.inject(refer);
        QCOMPARE(server.response().status, 403);
    }

    void aCallTakesAnothersPlace_data() {
        QTest::addColumn<QString>("replaces");
        QTest::addColumn<int>("status");
        // Of Ben's call: our tag is in our answer, his is "ben".
        QTest::newRow("both tags") << QStringLiteral("call-of-ben;to-tag=@;from-tag=ben") << 0;
        QTest::newRow("wrong tag") << QStringLiteral("call-of-ben;to-tag=@;from-tag=x") << 481;
        QTest::newRow("turned round") << QStringLiteral("call-of-ben;to-tag=ben;from-tag=@") << 481;
        QTest::newRow("one tag") << QStringLiteral("call-of-ben;from-tag=ben") << 400;
        QTest::newRow("early only, but answered")
            << QStringLiteral("call-of-ben;to-tag=@;from-tag=ben;early-only") << 486;
        QTest::newRow("another call") << QStringLiteral("else;to-tag=1;from-tag=2") << 481;
    }
    void aCallTakesAnothersPlace() {
        QFETCH(QString, replaces);
        QFETCH(int, status);
        Talk talk;
        auto invite = ScriptedServer::invite("offer of carla", "carla");
        invite.headers.set("From", "<sip:carla@office.example>;tag=carla");
        invite.headers.set("Call-ID", "call-of-carla");
        invite.headers.add("Require", "replaces");
        const auto ours = QString::fromStdString(toOf(talk.ok.headers).tag());
        invite.headers.add("Replaces", replaces.replace(QLatin1Char('@'), ours).toStdString());
        talk.server.inject(invite);
        if (status != 0) {
            QCOMPARE(talk.server.response().status, status);
            QCOMPARE(talk.server.incoming.size(), std::size_t(1));
            return;
        }
        QCOMPARE(talk.server.incoming.size(), std::size_t(2));
        QVERIFY(talk.server.incoming.back()->replaced() == talk.session);
    }
    void aCallThatHasEndedIsDeclined() {
        Talk talk;
        const auto tag = toOf(talk.ok.headers).tag();
        talk.server.inject(talk.within("BYE", 8, "bye"));
        QCOMPARE(talk.server.response().status, 200);
        auto invite = ScriptedServer::invite("offer", "late");
        invite.headers.set("Call-ID", "late");
        invite.headers.add("Replaces", "call-of-ben;to-tag=" + tag + ";from-tag=ben");
        talk.server.inject(invite);
        QCOMPARE(talk.server.response().status, 603);
    }
    void ourInviteTakesAnothersPlace() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        const auto session = server.agent.makeSession();
        const DialogId dialog{"abc", "mine", "theirs"};
        QVERIFY(session->call(*Uri::parse("sip:ben@office.example"), "offer",
                              {Replaces::atOtherEndOf(dialog).text(), "<sip:anna@x>"}));
        const auto invite = server.request();
        QCOMPARE(std::string(invite.headers.first("Replaces")),
                 std::string("abc;to-tag=theirs;from-tag=mine"));
        QCOMPARE(std::string(invite.headers.first("Require")), std::string("replaces"));
        QCOMPARE(std::string(invite.headers.first("Referred-By")), std::string("<sip:anna@x>"));
    }
};

QTEST_GUILESS_MAIN(TransferTest)
#include "TransferTest.moc"
