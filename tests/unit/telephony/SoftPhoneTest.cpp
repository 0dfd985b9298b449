// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Desk.h"
#include "dialRuleTable.h"
#include "sip/sdp/SessionDescription.h"

using namespace sidetone;
using namespace sidetone::telephony;
using sidetone::sip::Request;
using sidetone::sip::Response;
using sidetone::sip::test::ScriptedServer;
using sidetone::telephony::test::Desk;
using std::chrono_literals::operator""s;

namespace {

std::string description(const std::string& media) {
    return "v=0\r\no=- 1 1 IN IP4 192.0.2.77\r\ns=-\r\nc=IN IP4 192.0.2.77\r\nt=0 0\r\n" + media;
}

const std::string plain = description("m=audio 5000 RTP/AVP 0\r\n");
const std::string key = "inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";

}  // namespace

class SoftPhoneTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void offersWhatJabberWould() {
        Desk desk;
        QVERIFY(desk.started);
        QVERIFY(desk.phone.lineState() == LineState::Registered);
        const auto id = desk.phone.dial("2002");
        QVERIFY(id);
        const auto invite = desk.request();
        QCOMPARE(invite.uri.text(), std::string("sip:2002@office.example"));
        const auto offer = sip::SessionDescription::parse(invite.body);
        QVERIFY(offer && offer->media.size() == 1);
        const auto& audio = offer->media[0];
        QCOMPARE(audio.protocol, std::string("RTP/SAVP"));
        QCOMPARE(audio.formats,
                 (std::vector<std::string>{"114", "9", "104", "105", "0", "8", "18", "101"}));
        QCOMPARE(audio.attributes.values("crypto").size(), std::size_t(2));
        QCOMPARE(desk.media.setups[0].ports, media::PortRange{}.audioHalf());
        QCOMPARE(desk.media.setups[0].dscp, 46);
        // The answer's key and codec reach the engine.
        desk.reply(invite, 180);
        QVERIFY(desk.phone.call(*id)->state == CallState::Ringing);
        QVERIFY(desk.media.sessions[0]->ringing);
        desk.reply(invite, 200,
                   description("m=audio 5000 RTP/SAVP 9 101\r\na=rtpmap:101 "
                               "telephone-event/8000\r\na=crypto:2 AES_CM_128_HMAC_SHA1_80 " +
                               key + "\r\n"));
        const auto call = *desk.phone.call(*id);
        QVERIFY(call.state == CallState::Connected);
        QVERIFY(!desk.media.sessions[0]->ringing);
        QVERIFY(call.protection == MediaProtection::Srtp);
        const auto& parameters = desk.media.sessions[0]->configured.back();
        QVERIFY(parameters.send.codec == media::AudioCodecKind::G722);
        QCOMPARE(parameters.remoteRtp.text(), std::string("192.0.2.77:5000"));
        QVERIFY(parameters.localKey->suite == media::SrtpSuite::AesCm128Sha80);
        QCOMPARE(parameters.remoteKey->keyAndSalt.reveal().size(), std::size_t(30));
    }
    void overTcpNoKeysAreOffered() {
        Desk desk(MediaSecurity::BestEffort, sip::TransportKind::Tcp);
        QVERIFY(desk.phone.dial("2002"));
        const auto invite = desk.request();
        QVERIFY(invite.body.find("crypto") == std::string::npos);
        QVERIFY(invite.body.find("RTP/AVP") != std::string::npos);
        Desk strict(MediaSecurity::Required, sip::TransportKind::Tcp);
        const auto refused = strict.phone.dial("2002");
        QVERIFY(!refused && refused.error().code == core::ErrorCode::Unsupported);
        QVERIFY(strict.phone.calls().empty());
    }
    void aRefusedProtectionIsTriedWithoutIt() {
        Desk desk;
        const auto id = desk.phone.dial("2002");
        desk.reply(desk.request(), 488);
        QCOMPARE(desk.request().method, std::string("ACK"));
        const auto again = desk.request();
        QVERIFY(again.body.find("RTP/AVP") != std::string::npos);
        QVERIFY(again.body.find("crypto") == std::string::npos);
        QVERIFY(desk.records.empty());
        desk.reply(again, 200, plain);
        QVERIFY(desk.phone.call(*id)->state == CallState::Connected);
        QVERIFY(desk.phone.call(*id)->protection == MediaProtection::None);
        Desk strict(MediaSecurity::Required);
        QVERIFY(strict.phone.dial("2002"));
        strict.reply(strict.request(), 488);
        QCOMPARE(strict.records.size(), std::size_t(1));
        QVERIFY(strict.records[0].end == CallEnd::Failed && !strict.records[0].reason.empty());
    }
    void requiredProtectionIsNotGivenUp() {
        Desk desk(MediaSecurity::Required);
        QVERIFY(desk.phone.dial("2002"));
        desk.reply(desk.request(), 200, plain);
        QCOMPARE(desk.request().method, std::string("ACK"));
        QCOMPARE(desk.request().method, std::string("BYE"));
        QVERIFY(desk.media.sessions[0]->configured.empty());
        desk.inject(sip::serialize(ScriptedServer::invite(plain)));
        desk.response();
    }
    void anIncomingCallRingsAndIsAnswered() {
        Desk desk;
        desk.inject(sip::serialize(ScriptedServer::invite(plain)));
        QCOMPARE(desk.response().status, 180);
        const auto call = desk.phone.calls().at(0);
        QVERIFY(call.state == CallState::Incoming && !call.outgoing);
        QCOMPARE(call.peerName, std::string("Ben"));
        QCOMPARE(call.peerUri, std::string("sip:ben@office.example"));
        QVERIFY(desk.media.sessions[0]->configured.empty());
        QVERIFY(desk.phone.answer(call.id));
        const auto ok = desk.response();
        QCOMPARE(ok.status, 200);
        QVERIFY(ok.body.find("RTP/AVP 0") != std::string::npos);
        QCOMPARE(desk.media.sessions[0]->configured.size(), std::size_t(1));
        desk.inject(sip::serialize(
            ScriptedServer::within(ScriptedServer::invite(plain), ok, "ACK", 7, "ack")));
        desk.inject(sip::serialize(
            ScriptedServer::within(ScriptedServer::invite(plain), ok, "BYE", 8, "bye")));
        QVERIFY(desk.phone.call(call.id)->end == CallEnd::HungUpThere);
        QVERIFY(desk.media.sessions[0]->stopped);
        QVERIFY(desk.records.at(0).answered);
    }
    void whatDoesNotFitIsRefusedBeforeItRings() {
        Desk desk;
        desk.inject(
            sip::serialize(ScriptedServer::invite(description("m=audio 5000 RTP/AVP 3\r\n"), "a")));
        QCOMPARE(desk.response().status, 488);
        desk.inject(sip::serialize(ScriptedServer::invite("nonsense", "b")));
        QCOMPARE(desk.response().status, 488);
        desk.media.full = true;
        desk.inject(sip::serialize(ScriptedServer::invite(plain, "c")));
        QCOMPARE(desk.response().status, 500);
        QVERIFY(desk.phone.calls().empty() && desk.records.empty());
    }
    void whoJoinsACallIsLetInByAnswering() {
        Desk desk(MediaSecurity::Off);
        const auto first = desk.phone.dial("2002");
        const auto invite = desk.request();
        desk.reply(invite, 200, plain);
        QCOMPARE(desk.request().method, std::string("ACK"));
        auto join = sip::test::ScriptedServer::invite(plain);
        join.headers.add("Join", std::string(sip::callIdOf(invite.headers)) + ";to-tag=" +
                                     sip::fromOf(invite.headers).tag() + ";from-tag=ben");
        desk.inject(sip::serialize(join));
        const auto calls = desk.phone.calls();
        QCOMPARE(calls.size(), std::size_t(2));
        QVERIFY(calls[1].state == CallState::Incoming);
        QCOMPARE(calls[1].joins, *first);
        // Until it is answered nobody hears anything.
        QVERIFY(!desk.media.sessions[0]->mixer && !desk.media.sessions[1]->mixer);
        QVERIFY(desk.phone.answer(calls[1].id));
        QVERIFY(desk.phone.call(*first)->state == CallState::Connected);
        QVERIFY(desk.media.sessions[0]->mixer);
        QVERIFY(desk.media.sessions[0]->mixer == desk.media.sessions[1]->mixer);
        QVERIFY(desk.phone.call(*first)->inConference);
        QVERIFY(desk.phone.hangUp(calls[1].id));
        QVERIFY(!desk.media.sessions[0]->mixer);
        QVERIFY(!desk.phone.call(*first)->inConference);
    }
    void nobodyAnswers() {
        Desk desk;
        const auto id = desk.phone.dial("2002");
        desk.reply(desk.request(), 180);
        desk.clock.advance(30s);
        QCOMPARE(desk.request().method, std::string("CANCEL"));
        QVERIFY(desk.phone.call(*id)->end == CallEnd::NotAnswered);
        QVERIFY(!desk.records.at(0).answered);
        QCOMPARE(desk.records[0].duration.count(), 0);
    }
    /// Pressed twice before the other side has answered the first time.
    void holdAndBackInOneBreath() {
        Desk desk(MediaSecurity::Off);
        const auto id = desk.phone.dial("2002");
        desk.reply(desk.request(), 200, plain);
        QCOMPARE(desk.request().method, std::string("ACK"));
        QVERIFY(desk.phone.hold(*id));
        const auto hold = desk.request();
        QVERIFY(hold.body.find("a=sendonly") != std::string::npos);
        QVERIFY(desk.phone.resume(*id) && desk.phone.hold(*id) && desk.phone.resume(*id));
        QVERIFY(!desk.next());
        QVERIFY(desk.phone.call(*id)->holdQueued);
        desk.reply(hold, 200, plain);
        QVERIFY(desk.phone.call(*id)->state == CallState::HeldHere);
        QCOMPARE(desk.request().method, std::string("ACK"));
        const auto back = desk.request();
        QCOMPARE(back.method, std::string("INVITE"));
        QVERIFY(back.body.find("a=sendonly") == std::string::npos);
        desk.reply(back, 200, plain);
        QVERIFY(desk.phone.call(*id)->state == CallState::Connected);
        QVERIFY(!desk.phone.call(*id)->holdQueued);
        QCOMPARE(desk.request().method, std::string("ACK"));
        QVERIFY(!desk.next());
    }
    /// The first wish is refused there; the last one is what counts.
    void aWishAfterARefusedOne() {
        Desk desk(MediaSecurity::Off);
        const auto id = desk.phone.dial("2002");
        desk.reply(desk.request(), 200, plain);
        QCOMPARE(desk.request().method, std::string("ACK"));
        QVERIFY(desk.phone.hold(*id));
        const auto hold = desk.request();
        QVERIFY(desk.phone.resume(*id));
        desk.reply(hold, 488);
        QCOMPARE(desk.request().method, std::string("ACK"));
        QVERIFY(!desk.next());
        QVERIFY(desk.phone.call(*id)->state == CallState::Connected);
        QVERIFY(!desk.phone.call(*id)->holdQueued);
    }
    /// The other phone has just moved: the server finds nobody where it was.
    void aHoldThatReachesNobodyIsAskedForAgain() {
        Desk desk(MediaSecurity::Off);
        const auto id = desk.phone.dial("2002");
        desk.reply(desk.request(), 200, plain);
        QCOMPARE(desk.request().method, std::string("ACK"));
        QVERIFY(desk.phone.hold(*id));
        for (const int status : {408, 477, 503}) {
            desk.reply(desk.request(), status);
            QCOMPARE(desk.request().method, std::string("ACK"));
            QVERIFY(desk.phone.call(*id)->holdQueued);
            QVERIFY(desk.phone.hold(*id));
            QVERIFY(!desk.next());
            desk.clock.advance(4s);
        }
        const auto hold = desk.request();
        QVERIFY(hold.body.find("a=sendonly") != std::string::npos);
        desk.reply(hold, 200, plain);
        QVERIFY(desk.phone.call(*id)->state == CallState::HeldHere);
        QVERIFY(!desk.phone.call(*id)->holdQueued);
    }
    /// Who resumes before it was done, or whom nobody ever answers, waits for nothing.
    void aHoldThatWaitsIsTakenBack() {
        Desk desk(MediaSecurity::Off);
        const auto id = desk.phone.dial("2002");
        desk.reply(desk.request(), 200, plain);
        QCOMPARE(desk.request().method, std::string("ACK"));
        QVERIFY(desk.phone.hold(*id));
        desk.reply(desk.request(), 408);
        QCOMPARE(desk.request().method, std::string("ACK"));
        QVERIFY(desk.phone.resume(*id));
        QVERIFY(!desk.phone.call(*id)->holdQueued);
        desk.clock.advance(60s);
        QVERIFY(!desk.next());
        QVERIFY(desk.phone.hold(*id));
        int asked = 0;
        for (auto next = desk.request(); !next.method.empty(); next = desk.request()) {
            if (next.method != "INVITE") continue;
            ++asked;
            desk.reply(next, 408);
            desk.clock.advance(4s);
        }
        QCOMPARE(asked, 9);
        QVERIFY(!desk.phone.call(*id)->holdQueued);
        QVERIFY(desk.phone.call(*id)->reason.find("408") != std::string::npos);
    }
    void commandsSayWhatIsWrong() {
        Desk desk;
        QVERIFY(desk.phone.answer(99).error().code == core::ErrorCode::NotFound);
        QVERIFY(!desk.phone.dial("two words"));
        const auto id = desk.phone.dial("2002");
        QVERIFY(!desk.phone.hold(*id) && !desk.phone.sendDigits(*id, "1"));
        QVERIFY(!desk.phone.answer(*id) && !desk.phone.decline(*id));
        SoftPhone off({desk.clock, desk.random, desk.log, desk.connections, desk.datagrams,
                       desk.resolver, desk.media});
        QVERIFY(off.dial("2002").error().code == core::ErrorCode::Unavailable);
        QVERIFY(!off.start({}));
        QVERIFY(off.lineState() == LineState::Off);
    }
    /// Every row of the table through a real dial; addresses stay as they are.
    void dialsByTheRules() {
        const auto rules = config::parseDialRules(sidetone::test::dialRuleFile);
        QVERIFY(rules.has_value());
        Desk desk(MediaSecurity::BestEffort, sip::TransportKind::Tls, *rules);
        for (const auto& [dialled, becomes] : sidetone::test::dialRuleTable) {
            const auto id = desk.phone.dial(dialled);
            if (*dialled == '\0') {
                QVERIFY(!id);
                continue;
            }
            QVERIFY2(id.has_value(), dialled);
            const std::string target(becomes);
            const auto expected =
                target.find('@') == std::string::npos ? target + "@office.example" : target;
            const auto invite = desk.request();
            QCOMPARE(invite.method, std::string("INVITE"));
            QCOMPARE(invite.uri.user + "@" + invite.uri.host, expected);
            desk.reply(invite, 404);
            QCOMPARE(desk.request().method, std::string("ACK"));
            QVERIFY(desk.phone.call(*id)->state == CallState::Ended);
        }
    }
    void soundIsMarkedAsTheLineSays() {
        Desk desk;
        desk.phone.setMarks({45, 33, 35});
        QVERIFY(desk.phone.dial("2002"));
        const auto invite = desk.request();
        QCOMPARE(desk.media.setups[0].dscp, 45);
        desk.reply(invite, 200,
                   description("m=audio 5000 RTP/SAVP 9\r\na=crypto:2 AES_CM_128_HMAC_SHA1_80 " +
                               key + "\r\n"));
        QVERIFY(desk.media.sessions[0]->configured.back().dscp == 45);
    }
};

QTEST_GUILESS_MAIN(SoftPhoneTest)
#include "SoftPhoneTest.moc"
