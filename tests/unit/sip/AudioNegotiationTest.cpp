// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "sip/sdp/AudioNegotiation.h"

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

LocalAudio side(const char* address, std::uint16_t port, KeyPolicy policy, char fill) {
    LocalAudio local;
    local.rtp = {address, port};
    local.rtcp = {address, static_cast<std::uint16_t>(port + 1)};
    local.formats = {{114, "opus/48000/2", "useinbandfec=1"},
                     {9, "G722/8000", ""},
                     {0, "PCMU/8000", ""},
                     {8, "PCMA/8000", ""}};
    local.keyPolicy = policy;
    if (policy != KeyPolicy::None) {
        local.keys = {key(1, "AES_CM_128_HMAC_SHA1_80", fill),
                      key(2, "AES_CM_128_HMAC_SHA1_32", fill)};
    }
    return local;
}

SessionDescription through(const SessionDescription& description) {
    return *SessionDescription::parse(description.text());
}

SessionDescription audio(const std::string& media) {
    return *SessionDescription::parse("v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 192.0.2.9\r\n" +
                                      media);
}

}  // namespace

class AudioNegotiationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bothSidesAgreeOnTheSame() {
        const auto anna = side("192.0.2.1", 16400, KeyPolicy::Optional, 'a');
        const auto ben = side("192.0.2.2", 16500, KeyPolicy::Optional, 'b');
        const auto offer = through(makeAudioOffer(anna));
        QCOMPARE(offer.media[0].protocol, std::string("RTP/SAVP"));
        const auto answer = answerAudioOffer(ben, offer);
        QVERIFY(answer);
        const auto agreed = readAudioAnswer(anna, through(answer->description));
        QVERIFY(agreed);
        QCOMPARE(agreed->send.encoding, std::string("opus/48000/2"));
        QCOMPARE(answer->agreed.send.payloadType, 114);
        QCOMPARE(agreed->remoteRtp.text(), std::string("192.0.2.2:16500"));
        QCOMPARE(answer->agreed.remoteRtp.text(), std::string("192.0.2.1:16400"));
        QCOMPARE(agreed->remoteKey->keyAndSalt.reveal(), std::string(30, 'b'));
        QCOMPARE(agreed->localKey->keyAndSalt.reveal(), std::string(30, 'a'));
        QCOMPARE(answer->agreed.remoteKey->keyAndSalt.reveal(), std::string(30, 'a'));
        QCOMPARE(*agreed->sendTelephoneEvent, 101);
        QVERIFY(agreed->direction == Direction::SendReceive);
    }
    void bitRatesOfG7221AreFormatsOfTheirOwn() {
        auto local = side("192.0.2.1", 16400, KeyPolicy::None, 'a');
        local.formats = {{104, "G7221/16000", "bitrate=32000"}, {0, "PCMU/8000", ""}};
        const std::string rates =
            "m=audio 5000 RTP/AVP 96 97 0\r\na=rtpmap:96 G7221/16000\r\na=fmtp:96 bitrate=24000"
            "\r\na=rtpmap:97 G7221/16000\r\na=fmtp:97 bitrate=32000\r\n";
        const auto answer = answerAudioOffer(local, audio(rates));
        QVERIFY(answer);
        QCOMPARE(answer->agreed.send.payloadType, 97);
        QCOMPARE(answer->description.media[0].attributes.value("fmtp"),
                 std::string_view("97 bitrate=32000"));
        const auto without = answerAudioOffer(
            local, audio("m=audio 5000 RTP/AVP 96 0\r\na=rtpmap:96 G7221/16000\r\n"));
        QVERIFY(without && without->agreed.send.payloadType == 0);
    }
    void protectionFollowsThePolicies_data() {
        QTest::addColumn<int>("ours");
        QTest::addColumn<QString>("media");
        QTest::addColumn<QString>("result");  // "srtp", "rtp" or "refused"
        const QString keys = QStringLiteral(
            "a=crypto:7 AES_CM_128_HMAC_SHA1_32 "
            "inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n");
        const QString foreign = QStringLiteral(
            "a=crypto:1 F8_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n");
        const QString savp = QStringLiteral("m=audio 5000 RTP/SAVP 0\r\n");
        const QString avp = QStringLiteral("m=audio 5000 RTP/AVP 0\r\n");
        const int none = int(KeyPolicy::None);
        const int optional = int(KeyPolicy::Optional);
        const int required = int(KeyPolicy::Required);
        const auto row = [](const char* name, int ours, const QString& media, const char* result) {
            QTest::newRow(name) << ours << media << QString::fromUtf8(result);
        };
        row("SAVP, required", required, savp + keys, "srtp");
        row("SAVP, optional", optional, savp + keys, "srtp");
        row("SAVP, none", none, savp + keys, "refused");
        row("SAVP without keys", optional, savp, "refused");
        row("SAVP foreign suite", optional, savp + foreign, "refused");
        row("SAVP foreign first", optional, savp + foreign + keys, "srtp");
        row("AVP with keys, optional", optional, avp + keys, "srtp");
        row("AVP with keys, none", none, avp + keys, "rtp");
        row("AVP, optional", optional, avp, "rtp");
        row("AVP, required", required, avp, "refused");
        row("DTLS", optional, QStringLiteral("m=audio 5000 UDP/TLS/RTP/SAVPF 0\r\n"), "refused");
    }
    void protectionFollowsThePolicies() {
        QFETCH(int, ours);
        QFETCH(QString, media);
        const auto local = side("192.0.2.1", 16400, KeyPolicy(ours), 'a');
        const auto offer = audio(media.toStdString());
        const auto answer = answerAudioOffer(local, offer);
        const auto result = !answer                    ? QStringLiteral("refused")
                            : answer->agreed.remoteKey ? QStringLiteral("srtp")
                                                       : QStringLiteral("rtp");
        QTEST(result, "result");
        if (!answer) return;
        // The protocol is the offer's, and a key stands there exactly where it is used.
        const auto& section = answer->description.media[0];
        QCOMPARE(section.protocol, offer.media[0].protocol);
        QCOMPARE(section.attributes.has("crypto"), answer->agreed.localKey.has_value());
        if (answer->agreed.localKey) QCOMPARE(answer->agreed.localKey->tag, 7);
    }
    /// Keys of both phones before keys in the description, and never less than is demanded.
    void handshakesFollowThePolicies_data() {
        QTest::addColumn<int>("ours");
        QTest::addColumn<QString>("media");
        QTest::addColumn<QString>("result");  // "handshake", "srtp" or "refused"
        const QString keys = QStringLiteral(
            "a=crypto:7 AES_CM_128_HMAC_SHA1_80 "
            "inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n");
        const QString shake = QStringLiteral("a=fingerprint:sha-256 4A:AD\r\na=setup:actpass\r\n");
        const QString savp = QStringLiteral("m=audio 5000 RTP/SAVP 0\r\n");
        const QString dtls = QStringLiteral("m=audio 5000 UDP/TLS/RTP/SAVPF 0\r\n");
        const auto row = [](const char* name, HandshakePolicy ours, const QString& media,
                            const char* result) {
            QTest::newRow(name) << int(ours) << media << QString::fromUtf8(result);
        };
        row("both, none", HandshakePolicy::None, savp + keys + shake, "srtp");
        row("both, offered", HandshakePolicy::Offered, savp + keys + shake, "handshake");
        row("both, required", HandshakePolicy::Required, savp + keys + shake, "handshake");
        row("keys, offered", HandshakePolicy::Offered, savp + keys, "srtp");
        row("keys, required", HandshakePolicy::Required, savp + keys, "refused");
        row("handshake, none", HandshakePolicy::None, dtls + shake, "refused");
        row("handshake, offered", HandshakePolicy::Offered, dtls + shake, "handshake");
        row("no fingerprint", HandshakePolicy::Offered, dtls, "refused");
        row("no setup", HandshakePolicy::Offered,
            dtls + QStringLiteral("a=fingerprint:sha-256 4A:AD\r\n"), "refused");
    }
    void handshakesFollowThePolicies() {
        QFETCH(int, ours);
        QFETCH(QString, media);
        QFETCH(QString, result);
        auto local = side("192.0.2.1", 16400, KeyPolicy::Optional, 'a');
        local.handshake = HandshakePolicy(ours);
        const auto answer = answerAudioOffer(local, audio(media.toStdString()));
        QCOMPARE(bool(answer), result != QLatin1String("refused"));
        if (!answer) return;
        const bool byHandshake = result == QLatin1String("handshake");
        QCOMPARE(answer->agreed.byHandshake, byHandshake);
        QCOMPARE(answer->agreed.remoteKey.has_value(), !byHandshake);
        QCOMPARE(answer->description.media[0].attributes.has("crypto"), !byHandshake);
    }
    void anOfferThatDemandsAHandshakeHasNoKeys() {
        auto local = side("192.0.2.1", 16400, KeyPolicy::Required, 'a');
        local.handshake = HandshakePolicy::Required;
        const auto offer = makeAudioOffer(local);
        QCOMPARE(offer.media[0].protocol, std::string("UDP/TLS/RTP/SAVPF"));
        QVERIFY(!offer.media[0].attributes.has("crypto"));
        QVERIFY(!readAudioAnswer(local, audio("m=audio 5000 UDP/TLS/RTP/SAVPF 0\r\n")));
        const auto agreed =
            readAudioAnswer(local, audio("m=audio 5000 UDP/TLS/RTP/SAVPF 0\r\n"
                                         "a=fingerprint:sha-256 4A:AD\r\na=setup:active\r\n"));
        QVERIFY(agreed && agreed->byHandshake && !agreed->localKey);
    }
    void anAnswerWithoutKeysIsPlainOrRefused() {
        const auto answer = audio("m=audio 5000 RTP/AVP 0\r\n");
        const auto optional =
            readAudioAnswer(side("192.0.2.1", 16400, KeyPolicy::Optional, 'a'), answer);
        QVERIFY(optional && !optional->localKey && !optional->remoteKey);
        QVERIFY(!readAudioAnswer(side("192.0.2.1", 16400, KeyPolicy::Required, 'a'), answer));
    }
    void directions_data() {
        QTest::addColumn<int>("ours");
        QTest::addColumn<QString>("theirs");
        QTest::addColumn<int>("agreed");
        const auto row = [](const char* name, Direction ours, const char* theirs,
                            Direction agreed) {
            QTest::newRow(name) << int(ours) << QString::fromUtf8(theirs) << int(agreed);
        };
        row("both", Direction::SendReceive, "a=sendrecv\r\n", Direction::SendReceive);
        row("no word", Direction::SendReceive, "", Direction::SendReceive);
        row("held", Direction::SendReceive, "a=sendonly\r\n", Direction::ReceiveOnly);
        row("their recvonly", Direction::SendReceive, "a=recvonly\r\n", Direction::SendOnly);
        row("inactive", Direction::SendReceive, "a=inactive\r\n", Direction::Inactive);
        row("we hold", Direction::SendOnly, "a=sendrecv\r\n", Direction::SendOnly);
        row("both hold", Direction::SendOnly, "a=sendonly\r\n", Direction::Inactive);
        row("RFC 2543 hold", Direction::SendReceive, "c=IN IP4 0.0.0.0\r\n",
            Direction::ReceiveOnly);
    }
    void directions() {
        QFETCH(int, ours);
        QFETCH(QString, theirs);
        QFETCH(int, agreed);
        auto local = side("192.0.2.1", 16400, KeyPolicy::None, 'a');
        local.direction = Direction(ours);
        const auto answer =
            answerAudioOffer(local, audio("m=audio 5000 RTP/AVP 0\r\n" + theirs.toStdString()));
        QVERIFY(answer);
        QCOMPARE(int(answer->agreed.direction), agreed);
        QVERIFY(answer->description.media[0].attributes.direction() == Direction(agreed));
    }
    void otherMediaKeepTheirPlaceWithPort0() {
        const auto answer =
            answerAudioOffer(side("192.0.2.1", 16400, KeyPolicy::None, 'a'),
                             audio("m=video 6000 RTP/AVP 126\r\nm=audio 5000 RTP/AVP 18\r\n"
                                   "m=audio 5002 RTP/AVP 96 8\r\na=rtpmap:96 G7221/16000\r\n"
                                   "m=application 5904 UDP/BFCP *\r\n"));
        QVERIFY(answer);
        const auto& media = answer->description.media;
        QCOMPARE(media.size(), std::size_t(4));
        QCOMPARE(int(media[0].port), 0);
        QCOMPARE(int(media[1].port), 0);
        QCOMPARE(int(media[2].port), 16400);
        QCOMPARE(media[2].formats, std::vector<std::string>{"8"});
        QCOMPARE(int(media[3].port), 0);
        QCOMPARE(media[3].protocol, std::string("UDP/BFCP"));
    }
    void nothingInCommonIsAnError() {
        const auto local = side("192.0.2.1", 16400, KeyPolicy::None, 'a');
        QVERIFY(!answerAudioOffer(local, audio("m=audio 5000 RTP/AVP 18\r\n")));
        QVERIFY(!answerAudioOffer(local, audio("m=video 5000 RTP/AVP 126\r\n")));
        QVERIFY(!answerAudioOffer(local, audio("")));
        QVERIFY(!readAudioAnswer(local, audio("m=audio 0 RTP/AVP 0\r\n")));
        QVERIFY(!readAudioAnswer(local, audio("m=audio 5000 RTP/AVP 18\r\n")));
    }
    void theOffersNumbersAreUsed() {
        const auto answer =
            answerAudioOffer(side("192.0.2.1", 16400, KeyPolicy::None, 'a'),
                             audio("m=audio 5000 RTP/AVP 96 97\r\na=rtpmap:96 OPUS/48000/2\r\n"
                                   "a=rtpmap:97 telephone-event/8000\r\na=ptime:40\r\n"));
        QVERIFY(answer);
        QCOMPARE(answer->agreed.receive[0].payloadType, 96);
        QCOMPARE(answer->agreed.receive[0].parameters, std::string("useinbandfec=1"));
        QCOMPARE(*answer->agreed.sendTelephoneEvent, 97);
        QCOMPARE(answer->agreed.packetMilliseconds, 40);
    }
};

QTEST_GUILESS_MAIN(AudioNegotiationTest)
#include "AudioNegotiationTest.moc"
