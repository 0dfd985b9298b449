// SPDX-License-Identifier: GPL-3.0-or-later
#include "Talk.h"
#include "sip/events/ConferenceInfo.h"

using namespace sidetone::sip;
using sidetone::sip::test::ScriptedServer;
using sidetone::sip::test::Talk;

namespace {

std::string document(const std::string& attributes, const std::string& users) {
    return R"(<conference-info xmlns="urn:ietf:params:xml:ns:conference-info" entity="sip:c@x" )" +
           attributes + "><users>" + users + "</users></conference-info>";
}
std::string user(const std::string& name, const std::string& status) {
    return "<user entity=\"sip:" + name + "@x\"><display-text>" + name +
           "</display-text><endpoint entity=\"sip:" + name + "@y\"><status>" + status +
           "</status></endpoint></user>";
}

}  // namespace

/// What SIP knows of conferences: rosters (RFC 4575), focuses (RFC 4579) and Join (RFC 3911).
class ConferenceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhoIsThere() {
        ConferenceInfo info;
        const auto taken = info.take(document(R"(state="full" version="0")",
                                              user("anna", "connected") + user("ben", "alerting")));
        QVERIFY(taken && *taken);
        QCOMPARE(info.users().size(), std::size_t(2));
        QVERIFY(info.users()[0].isThere && info.users()[0].name == "anna");
        QVERIFY(!info.users()[1].isThere);
        // A part says only what changed.
        QVERIFY(info.take(document(R"(state="partial" version="1")", user("ben", "connected"))));
        QVERIFY(info.users()[1].isThere && info.users().size() == 2);
        QVERIFY(info.take(document(R"(state="partial" version="2")",
                                   R"(<user entity="sip:anna@x" state="deleted"/>)")));
        QCOMPARE(info.users().size(), std::size_t(1));
        // An older one changes nothing.
        const auto old = info.take(document(R"(state="full" version="1")", ""));
        QVERIFY(old && !*old);
        QCOMPARE(info.users().size(), std::size_t(1));
    }
    void asksForTheWholeBehindAGap() {
        ConferenceInfo info;
        QVERIFY(!info.take(document(R"(state="partial" version="3")", user("ben", "connected"))));
        QVERIFY(info.take(document(R"(state="full" version="3")", user("ben", "connected"))));
        QVERIFY(!info.take(document(R"(state="partial" version="5")", user("anna", "connected"))));
        QCOMPARE(info.users().size(), std::size_t(1));
    }
    void refusesWhatIsNone_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("no XML") << QStringLiteral("nothing");
        QTest::newRow("another document") << QStringLiteral("<dialog-info version='1'/>");
        QTest::newRow("no version") << QStringLiteral("<conference-info state='full'/>");
    }
    void refusesWhatIsNone() {
        QFETCH(QString, text);
        ConferenceInfo info;
        QVERIFY(!info.take(text.toStdString()));
    }
    void knowsAFocus() {
        Talk plain;
        QVERIFY(plain.isReady && !plain.session->focus());
        ScriptedServer server;
        QVERIFY(server.registerLine());
        const auto session = server.agent.makeSession();
        QVERIFY(session->call(*Uri::parse("sip:conf@office.example"), "offer"));
        const auto invite = server.request();
        server.reply(invite, 200, {{"Contact", "<sip:conf-7@192.0.2.9>;isfocus"}}, "answer", "mix");
        QVERIFY(session->focus());
        QCOMPARE(session->focus()->user, std::string("conf-7"));
    }
    void letsSomebodyJoin() {
        Talk talk;
        QVERIFY(talk.isReady && talk.session->isEstablished());
        const auto ours = talk.session->dialogId()->localTag;
        auto invite = ScriptedServer::invite("offer", "join");
        invite.headers.set("From", "<sip:cara@office.example>;tag=cara");
        invite.headers.set("Call-ID", "call-of-cara");
        invite.headers.add("Require", "join");
        invite.headers.add("Join", "call-of-ben;from-tag=ben;to-tag=" + ours);
        talk.server.inject(invite);
        QCOMPARE(talk.server.incoming.size(), std::size_t(2));
        QVERIFY(talk.server.incoming[1]->joined() == talk.session);
        QVERIFY(!talk.server.incoming[1]->replaced());
        QVERIFY(talk.session->isEstablished());
    }
    /// RFC 3911 4: both at once contradict each other, and neither is done.
    void refusesToJoinAndReplaceAtOnce() {
        Talk talk;
        QVERIFY(talk.isReady);
        const auto dialog = "call-of-ben;from-tag=ben;to-tag=" + talk.session->dialogId()->localTag;
        auto invite = ScriptedServer::invite("offer", "join");
        invite.headers.set("From", "<sip:cara@office.example>;tag=cara");
        invite.headers.set("Call-ID", "call-of-cara");
        invite.headers.add("Join", dialog);
        invite.headers.add("Replaces", dialog);
        talk.server.inject(invite);
        QCOMPARE(talk.server.response().status, 400);
        QCOMPARE(talk.server.incoming.size(), std::size_t(1));
        QVERIFY(talk.session->isEstablished());
    }
    void refusesABadJoin_data() {
        QTest::addColumn<QString>("join");
        QTest::addColumn<int>("status");
        QTest::newRow("unknown") << QStringLiteral("nothing;from-tag=ben;to-tag=x") << 481;
        QTest::newRow("without tags") << QStringLiteral("call-of-ben") << 400;
    }
    void refusesABadJoin() {
        QFETCH(QString, join);
        QFETCH(int, status);
        Talk talk;
        auto invite = ScriptedServer::invite("offer", "join");
        invite.headers.set("Call-ID", "call-of-cara");
        invite.headers.add("Join", join.toStdString());
        talk.server.inject(invite);
        QCOMPARE(talk.server.response().status, status);
        QCOMPARE(talk.server.incoming.size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(ConferenceTest)
#include "ConferenceTest.moc"
