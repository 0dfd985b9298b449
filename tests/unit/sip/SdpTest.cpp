// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "sip/sdp/Crypto.h"
#include "sip/sdp/SessionDescription.h"
#include "sip/sdp/sections.h"

using namespace sidetone;
using namespace sidetone::sip;

namespace {

constexpr const char* offer =
    "v=0\r\no=Cisco-SIPUA 20391 0 IN IP4 192.0.2.10\r\ns=SIP Call\r\nb=AS:4000\r\nt=0 0\r\n"
    "a=cisco-mari:v1\r\n"
    "m=audio 16390 RTP/AVP 114 9 104 0 18 101\r\nc=IN IP4 192.0.2.11\r\n"
    "a=rtpmap:114 opus/48000/2\r\na=rtpmap:104 G7221/16000\r\na=fmtp:104 bitrate=32000\r\n"
    "a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n"
    "a=rtcp:16399\r\na=sendonly\r\n"
    "m=video 16398 RTP/AVP 126\r\nc=IN IP4 192.0.2.12\r\nb=TIAS:4000000\r\n"
    "a=rtpmap:126 H264/90000\r\n"
    "m=application 5904 UDP/BFCP *\r\nc=IN IP4 192.0.2.12\r\na=floorctrl:c-s\r\n";

}  // namespace

class SdpTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAnOfferInTheShapeOfJabber() {
        const auto sdp = SessionDescription::parse(offer);
        QVERIFY2(sdp, sdp ? "" : sdp.error().sentence().c_str());
        QCOMPARE(sdp->media.size(), std::size_t(3));
        QCOMPARE(sdp->originUser, std::string("Cisco-SIPUA"));
        QCOMPARE(sdp->sessionId, std::uint64_t(20391));
        const auto& audio = sdp->media[0];
        QCOMPARE(int(audio.port), 16390);
        QCOMPARE(sdp->addressOf(audio), std::string("192.0.2.11"));
        QVERIFY(sdp->directionOf(audio) == Direction::SendOnly);
        QVERIFY(sdp->directionOf(sdp->media[1]) == Direction::SendReceive);
        const auto formats = formatsOf(audio);
        QCOMPARE(formats.size(), std::size_t(6));
        QCOMPARE(formats[1].encoding, std::string("G722/8000"));  // static, without rtpmap
        QCOMPARE(formats[2].parameters, std::string("bitrate=32000"));
        QCOMPARE(formats[4].encoding, std::string("G729/8000"));
        QCOMPARE(*telephoneEventOf(formats), 101);
        AgreedAudio agreed;
        readEndpoints(*sdp, audio, agreed);
        QCOMPARE(agreed.remoteRtcp->text(), std::string("192.0.2.11:16399"));
    }
    void writesWhatItReads() {
        const auto once = SessionDescription::parse(offer);
        QVERIFY(once);
        QCOMPARE(once->text(), std::string(offer));
    }
    void isLenientWhereItHarmsNobody() {
        const auto sdp = SessionDescription::parse(
            "v=0\no=- 99999999999999999999999 1 IN IP4 h\ns= \nc=IN IP4 1.2.3.4\nt=0 0\nk=x\n"
            "m=audio 5000/2 RTP/AVP 0\n\n");
        QVERIFY(sdp);
        QCOMPARE(sdp->connection, std::string("1.2.3.4"));
        QCOMPARE(int(sdp->media[0].port), 5000);
    }
    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        const std::string head = "v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\n";
        const auto row = [](const char* name, const std::string& text) {
            QTest::newRow(name) << QByteArray::fromStdString(text);
        };
        row("empty", "");
        row("version", "v=1\r\no=- 1 1 IN IP4 h\r\n");
        row("not first", "s=-\r\nv=0\r\no=- 1 1 IN IP4 h\r\n");
        row("no origin", "v=0\r\ns=-\r\n");
        row("origin", "v=0\r\no=- 1 1 IN IP4\r\n");
        row("no address", head + "m=audio 5000 RTP/AVP 0\r\n");
        row("port", head + "c=IN IP4 h\r\nm=audio 70000 RTP/AVP 0\r\n");
        row("media", head + "c=IN IP4 h\r\nm=audio 5000\r\n");
        row("connection", head + "c=IN IP4\r\n");
        row("address", head + "c=IN IP4 a<b\r\n");
        row("line", head + "hello\r\n");
        row("attribute", head + "a=:x\r\n");
        std::string many = head;
        for (int i = 0; i < 40; ++i) many += "m=audio 0 RTP/AVP 0\r\n";
        row("many", many);
        row("long", head + "a=x:" + std::string(70'000, 'y') + "\r\n");
    }
    void refuses() {
        QFETCH(QByteArray, text);
        QVERIFY(!SessionDescription::parse(text.toStdString()));
    }
    void readsKeys() {
        const std::string key = "inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
        const auto crypto = Crypto::parse("1 AES_CM_128_HMAC_SHA1_80 " + key + "|2^48");
        QVERIFY(crypto);
        QCOMPARE(crypto->keyAndSalt.reveal().size(), std::size_t(30));
        QVERIFY(!crypto->needsMore);
        QCOMPARE(crypto->text(), "1 AES_CM_128_HMAC_SHA1_80 " + key);
        QVERIFY(Crypto::parse("1 X " + key + "|2^20|1:4")->needsMore);
        QVERIFY(Crypto::parse("1 X " + key + " UNENCRYPTED_SRTCP")->needsMore);
        for (const char* text :
             {"", "1 X", "x X inline:AAAA", "1 X inline:", "1 X other:AAAA", "1 X inline:???"}) {
            QVERIFY2(!Crypto::parse(text), text);
        }
    }
};

QTEST_GUILESS_MAIN(SdpTest)
#include "SdpTest.moc"
