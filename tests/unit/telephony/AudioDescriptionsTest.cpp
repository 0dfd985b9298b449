// SPDX-License-Identifier: GPL-3.0-or-later
#include "telephony/audioDescriptions.h"

#include <QTest>

#include "core/Random.h"

using namespace sidetone;
using namespace sidetone::telephony;
using media::AudioCodecKind;

namespace {

sip::LocalAudio side(const std::vector<media::AudioFormat>& formats) {
    sip::LocalAudio local;
    local.rtp = {"192.0.2.1", 16384};
    local.rtcp = {"192.0.2.1", 16385};
    local.formats = formatsOf(formats);
    return local;
}

std::vector<media::AudioFormat> without(AudioCodecKind codec) {
    auto formats = media::offeredFormats();
    std::erase_if(formats, [&](const auto& format) { return format.codec == codec; });
    return formats;
}

sip::SessionDescription description(const std::string& media, const std::string& session = {}) {
    return *sip::SessionDescription::parse(
        "v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 192.0.2.9\r\n" + session + "t=0 0\r\n" + media);
}

/// What stands from the m= line on, as one line.
std::string soundOf(const sip::SessionDescription& whole) {
    auto text = whole.text();
    text = text.substr(text.find("m="));
    for (auto at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n")) {
        text.replace(at, 2, " ");
    }
    return text;
}

const std::string jabber =
    "m=audio 16390 RTP/AVP 114 9 104 105 0 8 18 111 101\r\n"
    "a=rtpmap:114 opus/48000/2\r\na=rtpmap:9 G722/8000\r\n"
    "a=rtpmap:104 G7221/16000\r\na=fmtp:104 bitrate=32000\r\n"
    "a=rtpmap:105 G7221/16000\r\na=fmtp:105 bitrate=24000\r\n"
    "a=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
    "a=rtpmap:18 G729/8000\r\na=fmtp:18 annexb=no\r\n"
    "a=rtpmap:111 x-ulpfecuc/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n";

}  // namespace

/// Codecs in offers and answers: golden descriptions, and the limits of a region.
class AudioDescriptionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void offers() {
        QCOMPARE(soundOf(sip::makeAudioOffer(side(media::offeredFormats()))),
                 std::string("m=audio 16384 RTP/AVP 114 9 104 105 0 8 18 101 "
                             "a=rtpmap:114 opus/48000/2 a=fmtp:114 useinbandfec=1 "
                             "a=rtpmap:9 G722/8000 "
                             "a=rtpmap:104 G7221/16000 a=fmtp:104 bitrate=32000 "
                             "a=rtpmap:105 G7221/16000 a=fmtp:105 bitrate=24000 "
                             "a=rtpmap:0 PCMU/8000 a=rtpmap:8 PCMA/8000 "
                             "a=rtpmap:18 G729/8000 a=fmtp:18 annexb=no "
                             "a=rtpmap:101 telephone-event/8000 a=fmtp:101 0-15 "
                             "a=ptime:20 a=sendrecv "));
        QCOMPARE(soundOf(sip::makeAudioOffer(side(offeredFormats(media::SoundBandwidth::Low)))),
                 std::string("m=audio 16384 RTP/AVP 18 101 "
                             "a=rtpmap:18 G729/8000 a=fmtp:18 annexb=no "
                             "a=rtpmap:101 telephone-event/8000 a=fmtp:101 0-15 "
                             "a=ptime:20 a=sendrecv "));
    }
    void answers_data() {
        QTest::addColumn<QString>("session");
        QTest::addColumn<QString>("media");
        QTest::addColumn<QString>("ours");
        QTest::addColumn<QString>("answer");
        const auto row = [](const char* name, const std::string& session, const std::string& media,
                            const char* ours, const char* answer) {
            QTest::newRow(name) << QString::fromStdString(session) << QString::fromStdString(media)
                                << QString::fromUtf8(ours) << QString::fromUtf8(answer);
        };
        const std::string noOpus = "m=audio 16390 RTP/AVP 9 104 105 0 18 101\r\n" +
                                   jabber.substr(jabber.find("a=rtpmap:9"));
        row("Jabber's", "b=AS:4000\r\n", jabber, "all", "114 opus/48000/2 useinbandfec=1");
        row("its order counts", "", noOpus, "all", "9 G722/8000 ");
        row("the device leaves out G.722", "", noOpus, "without G.722",
            "104 G7221/16000 bitrate=32000");
        row("a region of 32 kbit/s", "", noOpus + "b=TIAS:32000\r\n", "all",
            "104 G7221/16000 bitrate=32000");
        row("a region of 24 kbit/s", "", noOpus + "b=TIAS:24000\r\n", "all",
            "105 G7221/16000 bitrate=24000");
        row("a region of 8 kbit/s", "b=TIAS:8000\r\n", noOpus, "all", "18 G729/8000 annexb=no");
        row("with headers", "", noOpus + "b=AS:48\r\n", "all", "104 G7221/16000 bitrate=32000");
        row("with headers, G.711", "", "m=audio 5000 RTP/AVP 0 18\r\nb=AS:80\r\n", "all",
            "0 PCMU/8000 ");
        row("the media's limit before the session's", "b=AS:24\r\n", noOpus + "b=TIAS:64000\r\n",
            "all", "9 G722/8000 ");
        row("a limit that nothing keeps", "", "m=audio 5000 RTP/AVP 8 0\r\nb=AS:10\r\n", "all",
            "8 PCMA/8000 ");
        row("a limit of nonsense", "b=AS:x\r\n", "m=audio 5000 RTP/AVP 0\r\nb=TIAS:0\r\n", "all",
            "0 PCMU/8000 ");
        row("low bandwidth", "", jabber, "low", "18 G729/8000 annexb=no");
        row("low bandwidth, no G.729", "", "m=audio 5000 RTP/AVP 0 8\r\n", "low", "refused");
        row("annex B offered", "", "m=audio 5000 RTP/AVP 18\r\na=fmtp:18 annexb=yes\r\n", "all",
            "18 G729/8000 annexb=no");
        row("another rate of G.722.1", "",
            "m=audio 5000 RTP/AVP 96 0\r\na=rtpmap:96 G7221/16000\r\na=fmtp:96 bitrate=16000\r\n",
            "all", "0 PCMU/8000 ");
        row("other numbers", "",
            "m=audio 5000 RTP/AVP 121\r\na=rtpmap:121 G7221/16000/1\r\na=fmtp:121 "
            "bitrate=24000\r\n",
            "all", "121 G7221/16000 bitrate=24000");
    }
    void answers() {
        QFETCH(QString, session);
        QFETCH(QString, media);
        QFETCH(QString, ours);
        const auto formats = ours == QStringLiteral("low")
                                 ? offeredFormats(media::SoundBandwidth::Low)
                             : ours == QStringLiteral("all") ? media::offeredFormats()
                                                             : without(AudioCodecKind::G722);
        const auto answer = sip::answerAudioOffer(
            side(formats), description(media.toStdString(), session.toStdString()));
        QString heard = QStringLiteral("refused");
        if (answer) {
            const auto& agreed = answer->agreed.receive[0];
            heard = QString::fromStdString(std::to_string(agreed.payloadType) + " " +
                                           agreed.encoding + " " + agreed.parameters);
            QVERIFY(parametersOf(answer->agreed).has_value());
        }
        QTEST(heard, "answer");
    }
    void opusKeepsTheLimit() {
        const auto agreedFor = [](const std::string& limit) {
            const auto answer =
                sip::answerAudioOffer(side(media::offeredFormats()), description(jabber + limit));
            return parametersOf(answer->agreed)->send;
        };
        QCOMPARE(agreedFor("").parameters, std::string());
        QCOMPARE(agreedFor("b=TIAS:20000\r\n").parameters, std::string("maxaveragebitrate=20000;"));
        QCOMPARE(agreedFor("b=AS:30\r\n").parameters, std::string("maxaveragebitrate=14000;"));
    }
    /// Whatever is offered, in whatever order and under whatever limit: both sides name the same
    /// codec, it is the first of the offer that fits, else the one that needs the least.
    void bothSidesAgreeUnderAnyLimit() {
        core::SeededRandom random(7);
        const auto all = media::offeredFormats();
        for (int round = 0; round < 2000; ++round) {
            const auto shuffled = [&] {
                auto formats = all;
                for (std::size_t i = formats.size(); i > 1; --i) {
                    std::swap(formats[i - 1], formats[random.below(i)]);
                }
                formats.resize(1 + random.below(formats.size()));
                return formats;
            };
            const auto anna = side(shuffled());
            const auto ben = side(shuffled());
            auto offer = sip::makeAudioOffer(anna);
            const int limit = 1000 * int(random.below(90));
            if (limit > 0) offer.media[0].bandwidth = {"TIAS:" + std::to_string(limit)};
            const auto answer =
                sip::answerAudioOffer(ben, *sip::SessionDescription::parse(offer.text()));
            const auto rateOf = [](const sip::AudioFormat& format) {
                const auto codec = *media::codecOfRtpmap(format.encoding, format.parameters);
                switch (codec) {
                    case AudioCodecKind::Opus:
                        return 6000;
                    case AudioCodecKind::G7221At24:
                        return 24000;
                    case AudioCodecKind::G7221At32:
                        return 32000;
                    case AudioCodecKind::G729:
                        return 8000;
                    default:
                        return 64000;
                }
            };
            std::optional<sip::AudioFormat> expected;
            std::optional<sip::AudioFormat> least;
            for (const auto& format : anna.formats) {
                const bool common =
                    std::find(ben.formats.begin(), ben.formats.end(), format) != ben.formats.end();
                if (!common) continue;
                if (!least || rateOf(format) < rateOf(*least)) least = format;
                if (!expected && (limit == 0 || rateOf(format) <= limit)) expected = format;
            }
            if (!expected) expected = least;
            QCOMPARE(answer.has_value(), expected.has_value());
            if (!answer) continue;
            QCOMPARE(answer->agreed.send, *expected);
            const auto agreed = sip::readAudioAnswer(
                anna, *sip::SessionDescription::parse(answer->description.text()));
            QVERIFY(agreed && agreed->send == *expected);
        }
    }
};

QTEST_GUILESS_MAIN(AudioDescriptionsTest)
#include "AudioDescriptionsTest.moc"
