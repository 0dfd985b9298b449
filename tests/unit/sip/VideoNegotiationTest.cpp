// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "sip/sdp/VideoNegotiation.h"

using namespace sidetone;
using namespace sidetone::sip;

namespace {

Crypto key(int tag, const char* suite, char fill) {
    Crypto crypto;
    crypto.tag = tag;
    crypto.suite = suite;
    crypto.keyAndSalt = core::Secret(std::string(30, fill));
    return crypto;
}

LocalVideo side(const char* address, std::uint16_t port, KeyPolicy policy = KeyPolicy::None) {
    LocalVideo local;
    local.rtp = {address, port};
    local.rtcp = {address, static_cast<std::uint16_t>(port + 1)};
    local.keyPolicy = policy;
    if (policy != KeyPolicy::None) local.keys = {key(1, "AES_CM_128_HMAC_SHA1_80", address[8])};
    return local;
}

/// A description with that section, through its text.
SessionDescription around(const MediaDescription& section, const char* address) {
    SessionDescription description;
    description.originAddress = address;
    description.connection = address;
    description.media = {section};
    return *SessionDescription::parse(description.text());
}

SessionDescription video(const std::string& lines, const std::string& session = {}) {
    return *SessionDescription::parse("v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 192.0.2.9\r\n" +
                                      session + "t=0 0\r\n" + lines);
}

}  // namespace

class VideoNegotiationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bothSidesAgreeOnTheSame() {
        const auto anna = side("192.0.2.1", 24576);
        auto ben = side("192.0.2.2", 24600);
        ben.mostBits = 320'000;
        const auto offer = around(makeVideoSection(anna), "192.0.2.1");
        QCOMPARE(std::string(offer.media[0].attributes.value("content")), std::string("main"));
        const auto answer = answerVideo(ben, offer, offer.media[0]);
        QVERIFY(answer);
        QCOMPARE(answer->agreed.send.payloadType, 98);
        QVERIFY(answer->agreed.send.parameters.family() == H264Family::High);
        QCOMPARE(answer->agreed.limit.macroblocks, 3600);
        QVERIFY((answer->agreed.feedback == FeedbackKinds{true, true, true, true, true, true}));
        const auto back = around(answer->section, "192.0.2.2");
        const auto agreed = readVideoAnswer(anna, back, back.media[0]);
        QVERIFY(agreed);
        QCOMPARE(agreed->send.payloadType, 98);
        QCOMPARE(agreed->remoteRtp.text(), std::string("192.0.2.2:24600"));
        QCOMPARE(agreed->mostBits.value_or(0), 320'000);
        QVERIFY((agreed->receive == std::vector<int>{98, 126, 97}));
        QVERIFY(agreed->direction == Direction::SendReceive);
    }
    void keysAreAgreedOn() {
        const auto anna = side("192.0.2.1", 24576, KeyPolicy::Optional);
        const auto ben = side("192.0.2.2", 24600, KeyPolicy::Optional);
        const auto offer = around(makeVideoSection(anna), "192.0.2.1");
        QCOMPARE(offer.media[0].protocol, std::string("RTP/SAVP"));
        const auto answer = answerVideo(ben, offer, offer.media[0]);
        QVERIFY(answer && answer->agreed.localKey && answer->agreed.remoteKey);
        const auto back = around(answer->section, "192.0.2.2");
        const auto agreed = readVideoAnswer(anna, back, back.media[0]);
        QVERIFY(agreed);
        QCOMPARE(agreed->remoteKey->keyAndSalt.reveal(), ben.keys[0].keyAndSalt.reveal());
        // Who offered keys takes nothing in the clear; who has none takes no encrypted offer.
        const auto plain = answerVideo(side("192.0.2.2", 24600),
                                       around(makeVideoSection(side("192.0.2.1", 24576)), "h"),
                                       makeVideoSection(side("192.0.2.1", 24576)));
        QVERIFY(plain);
        QVERIFY(!readVideoAnswer(anna, back, plain->section));
        QVERIFY(!answerVideo(side("192.0.2.2", 24600), offer, offer.media[0]));
        QVERIFY(!answerVideo(side("192.0.2.2", 24600, KeyPolicy::Required),
                             around(makeVideoSection(side("192.0.2.1", 24576)), "192.0.2.1"),
                             makeVideoSection(side("192.0.2.1", 24576))));
    }
    /// The shape of Cisco's clients and endpoints: RTP/AVP with feedback, other payload types.
    void jabbersOfferIsTaken() {
        const auto offer = video(
            "m=audio 16390 RTP/AVP 0\r\n"
            "m=video 16398 RTP/AVP 126 97 111\r\n"
            "b=TIAS:4000000\r\n"
            "a=rtpmap:126 H264/90000\r\n"
            "a=fmtp:126 profile-level-id=42E01F;packetization-mode=1;level-asymmetry-allowed=1;"
            "max-fs=3601;max-rcmd-nalu-size=32000\r\n"
            "a=imageattr:126 recv [x=[32:1:1280],y=[18:1:720],par=1.7778,q=1.00]\r\n"
            "a=rtpmap:97 H264/90000\r\n"
            "a=fmtp:97 profile-level-id=42E01F;packetization-mode=0;level-asymmetry-allowed=1\r\n"
            "a=rtpmap:111 x-ulpfecuc/90000\r\n"
            "a=rtcp-fb:* nack pli\r\na=rtcp-fb:* ccm fir\r\na=rtcp-fb:* ccm tmmbr\r\n"
            "a=content:main\r\na=label:11\r\na=sendrecv\r\n"
            "m=video 16394 RTP/AVP 126\r\na=rtpmap:126 H264/90000\r\na=content:slides\r\n",
            "b=AS:4000\r\n");
        QCOMPARE(mainVideoOf(offer).value_or(9), std::size_t(1));
        const auto answer = answerVideo(side("192.0.2.2", 24600), offer, offer.media[1]);
        QVERIFY(answer);
        QCOMPARE(answer->agreed.send.payloadType, 126);
        QCOMPARE(answer->agreed.send.parameters.packetizationMode, 1);
        QCOMPARE(answer->agreed.limit.macroblocks, 3601);
        QCOMPARE(answer->agreed.mostBits.value_or(0), 4'000'000);
        QCOMPARE(answer->agreed.mostCallBits.value_or(0), 4'000'000 - 25'600);
        QVERIFY((answer->agreed.feedback == FeedbackKinds{false, true, true, true, false, false}));
        QVERIFY((answer->section.formats == std::vector<std::string>{"126"}));
        QCOMPARE(answer->section.protocol, std::string("RTP/AVP"));
    }
    /// A room endpoint answers plain baseline to our constrained baseline.
    void baselineAnswersCount() {
        const auto answer = video(
            "m=video 2362 RTP/AVP 126\r\nb=TIAS:3936000\r\na=rtpmap:126 H264/90000\r\n"
            "a=fmtp:126 profile-level-id=42801F;packetization-mode=1;level-asymmetry-allowed=1;"
            "max-mbps=108000;max-fs=3600\r\na=content:main\r\na=rtcp-fb:* nack pli\r\n");
        const auto agreed = readVideoAnswer(side("192.0.2.1", 24576), answer, answer.media[0]);
        QVERIFY(agreed);
        QCOMPARE(agreed->send.payloadType, 126);
        QVERIFY(agreed->send.parameters.family() == H264Family::Baseline);
    }
    void theLowerLevelHoldsWithoutAsymmetry() {
        const auto offer = video(
            "m=video 5004 RTP/AVP 99\r\na=rtpmap:99 H264/90000\r\n"
            "a=fmtp:99 profile-level-id=42e015;packetization-mode=1\r\n");
        const auto answer = answerVideo(side("192.0.2.2", 24600), offer, offer.media[0]);
        QVERIFY(answer);
        QCOMPARE(answer->agreed.limit.macroblocks, 792);
        QCOMPARE(answer->agreed.limit.macroblocksPerSecond, 19'800);
        const auto written =
            H264Parameters::parse(answer->section.attributes.value("fmtp").substr(3));
        QVERIFY(written);
        QCOMPARE(int(written->level), 0x15);
        QVERIFY(!written->levelAsymmetry);
        QCOMPARE(int(written->profile), 0x42);
    }
    void withoutParametersItIsLevelOne() {
        const auto offer = video("m=video 5004 RTP/AVP 99\r\na=rtpmap:99 H264/90000\r\n");
        const auto answer = answerVideo(side("192.0.2.2", 24600), offer, offer.media[0]);
        QVERIFY(answer);
        QCOMPARE(answer->agreed.send.parameters.packetizationMode, 0);
        QCOMPARE(answer->agreed.limit.macroblocks, 99);
    }
    void whatIsNotDoneIsRefused() {
        for (const auto* lines :
             {"m=video 5004 RTP/AVP 34\r\n", "m=video 5004 RTP/AVP 96\r\na=rtpmap:96 VP8/90000\r\n",
              "m=video 5004 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
              "a=fmtp:96 profile-level-id=4D001F;packetization-mode=1\r\n",
              "m=video 5004 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
              "a=fmtp:96 profile-level-id=42E01F;packetization-mode=2\r\n",
              "m=video 5004 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
              "a=fmtp:96 profile-level-id=XYZ\r\n",
              "m=video 5004 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 H264/90000\r\n"}) {
            const auto offer = video(lines);
            QVERIFY2(!answerVideo(side("192.0.2.2", 24600), offer, offer.media[0]), lines);
        }
        QVERIFY(!mainVideoOf(video("m=video 0 RTP/AVP 96\r\n")));
    }
    void directionsMeet() {
        auto ben = side("192.0.2.2", 24600);
        ben.direction = Direction::ReceiveOnly;
        const auto offer = around(makeVideoSection(side("192.0.2.1", 24576)), "192.0.2.1");
        const auto answer = answerVideo(ben, offer, offer.media[0]);
        QVERIFY(answer->agreed.direction == Direction::ReceiveOnly);
        const auto back = around(answer->section, "192.0.2.2");
        const auto agreed = readVideoAnswer(side("192.0.2.1", 24576), back, back.media[0]);
        QVERIFY(agreed->direction == Direction::SendOnly);
    }
    void levelsAreTheTables() {
        H264Parameters parameters;
        parameters.level = 31;
        QCOMPARE(levelOf(parameters).macroblocksPerSecond, 108'000);
        parameters.level = 13;
        QCOMPARE(levelOf(parameters).macroblocks, 396);
        parameters.level = 11;
        parameters.constraints = 0xF0;
        QCOMPARE(levelOf(parameters).macroblocks, 99);
        parameters.level = 33;
        QCOMPARE(levelOf(parameters).macroblocks, 5120);
    }
};

QTEST_GUILESS_MAIN(VideoNegotiationTest)
#include "VideoNegotiationTest.moc"
