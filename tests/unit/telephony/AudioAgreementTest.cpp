// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>

#include "Rows.h"
#include "core/Random.h"
#include "core/text.h"
#include "sip/sdp/sections.h"
#include "telephony/audioDescriptions.h"

using namespace sidetone;
using namespace sidetone::telephony;
using sip::SessionDescription;

ROWS("CODEC-04", "CODEC-07");

namespace {

/// A codec as peers write it, and the least that it needs.
struct Known {
    const char* ours;      ///< as our offers name it; empty: we lack it
    const char* encoding;  ///< as the peer writes it
    const char* parameters;
    int staticType;  ///< -1: none
    int bits;
};

const std::vector<Known> pool{{"opus/48000/2", "opus/48000/2", "", -1, 6'000},
                              {"opus/48000/2", "OPUS/48000/2", "useinbandfec=1", -1, 6'000},
                              {"G722/8000", "G722/8000", "", 9, 64'000},
                              {"G722/8000", "g722/8000/1", "", 9, 64'000},
                              {"G7221/16000 32", "G7221/16000", "bitrate=32000", -1, 32'000},
                              {"G7221/16000 24", "g7221/16000/1", "bitrate=24000", -1, 24'000},
                              {"", "G7221/16000", "bitrate=16000", -1, 16'000},
                              {"", "G7221/16000", "", -1, 0},
                              {"PCMU/8000", "PCMU/8000", "", 0, 64'000},
                              {"PCMA/8000", "pcma/8000/1", "", 8, 64'000},
                              {"G729/8000", "G729/8000", "annexb=no", 18, 8'000},
                              {"G729/8000", "G729/8000", "annexb=yes", 18, 8'000},
                              {"G729/8000", "G729/8000", "", 18, 8'000},
                              {"G729/8000", "G729a/8000", "", 18, 8'000},
                              {"", "GSM/8000", "", 3, 13'200},
                              {"", "speex/16000", "", -1, 0},
                              {"", "iLBC/8000", "mode=30", -1, 0},
                              {"", "opus/48000", "", -1, 0},
                              {"", "PCMU/16000", "", -1, 0},
                              {"", "CN/8000", "", 13, 0},
                              {"", "telephone-event/48000", "0-15", -1, 0},
                              {"", "x-ulpfecuc/8000", "m=8;max_n=32", -1, 0}};

/// The name in `Known::ours` of a format.
std::string nameOf(const sip::AudioFormat& format) {
    auto name = format.encoding;
    if (format.parameters.find("bitrate=32000") != std::string::npos) name += " 32";
    if (format.parameters.find("bitrate=24000") != std::string::npos) name += " 24";
    return name;
}

/// What a peer wrote, and what is in it.
struct Peer {
    struct Line {
        Known codec;
        int type;
    };
    std::vector<Line> lines;
    int telephoneEvent = -1;
    int limit = -1;    ///< bit/s of sound; -1: none
    int packets = 20;  ///< a=ptime as we should read it
    std::string text;
};

class Dice {
public:
    explicit Dice(std::uint64_t seed) : random_(seed) {}
    std::size_t below(std::size_t bound) { return random_.below(bound); }
    bool oneIn(std::size_t count) { return random_.below(count) == 0; }
    template <typename T>
    void shuffle(std::vector<T>& list) {
        for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
    }

private:
    core::SeededRandom random_;
};

/// A dynamic payload type that nobody has yet.
int freeType(Dice& dice, std::vector<int>& taken) {
    int type = 0;
    do {
        type = 96 + static_cast<int>(dice.below(32));
    } while (std::ranges::find(taken, type) != taken.end());
    taken.push_back(type);
    return type;
}

/// b= in one of its forms: before the section, in it, or in both, where the section's counts.
void addLimit(Dice& dice, Peer& peer, std::string& session, std::string& section) {
    if (dice.oneIn(3)) return;
    const int kilobits = 1 + static_cast<int>(dice.below(90));
    const bool withHeaders = dice.oneIn(2);
    peer.limit = kilobits * 1000;
    const auto line = withHeaders ? "b=AS:" + std::to_string(kilobits + 16) + "\r\n"
                                  : "b=TIAS:" + std::to_string(peer.limit) + "\r\n";
    if (dice.oneIn(2)) {
        section += line;
        if (dice.oneIn(2)) session += "b=AS:" + std::to_string(dice.below(4000)) + "\r\n";
    } else {
        session += line;
    }
}

void addFormats(Dice& dice, Peer& peer, std::string& types, std::string& attributes) {
    auto codecs = pool;
    dice.shuffle(codecs);
    codecs.resize(1 + dice.below(9));
    std::vector<int> taken;
    for (const auto& codec : codecs) {
        const bool isStatic = codec.staticType >= 0 &&
                              std::ranges::find(taken, codec.staticType) == taken.end() &&
                              !dice.oneIn(5);
        const int type = isStatic ? codec.staticType : freeType(dice, taken);
        if (isStatic) taken.push_back(type);
        const auto number = std::to_string(type);
        types += " " + number;
        // A static type may stand without its name.
        if (!isStatic || !dice.oneIn(3)) {
            attributes += "a=rtpmap:" + number + " " + codec.encoding + "\r\n";
        }
        if (*codec.parameters != '\0') {
            attributes += "a=fmtp:" + number + " " + codec.parameters + "\r\n";
        }
        peer.lines.push_back({codec, type});
    }
    if (dice.oneIn(4)) return;
    peer.telephoneEvent = freeType(dice, taken);
    const auto number = std::to_string(peer.telephoneEvent);
    types += " " + number;
    attributes += "a=rtpmap:" + number + " telephone-event/8000\r\na=fmtp:" + number + " 0-15\r\n";
}

Peer makePeer(Dice& dice) {
    Peer peer;
    std::string session;
    std::string section;
    std::string types;
    std::string attributes;
    addFormats(dice, peer, types, attributes);
    addLimit(dice, peer, session, section);
    if (dice.oneIn(2)) {
        const int time = static_cast<int>(dice.below(130));
        if (time >= 10 && time <= 60) peer.packets = time;
        attributes += "a=ptime:" + std::to_string(time) + "\r\n";
    }
    peer.text = "v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 192.0.2.9\r\n" + session +
                "t=0 0\r\nm=audio 5000 RTP/AVP" + types + "\r\n" + section + attributes;
    return peer;
}

/// What of ours the peer's description should come to: the first that fits its limit, else the one
/// that needs the least.
const Peer::Line* expectedOf(const Peer& peer, const std::vector<sip::AudioFormat>& ours) {
    const Peer::Line* best = nullptr;
    for (const auto& line : peer.lines) {
        const bool isOurs = std::ranges::any_of(
            ours, [&](const auto& format) { return nameOf(format) == line.codec.ours; });
        if (!isOurs) continue;
        if (peer.limit < 0 || line.codec.bits <= peer.limit) return &line;
    }
    for (const auto& line : peer.lines) {
        const bool isOurs = std::ranges::any_of(
            ours, [&](const auto& format) { return nameOf(format) == line.codec.ours; });
        if (isOurs && (best == nullptr || line.codec.bits < best->codec.bits)) best = &line;
    }
    return best;
}

/// Ours, in any order of preference, a few or all.
sip::LocalAudio makeLocal(Dice& dice) {
    sip::LocalAudio local;
    local.rtp = {"192.0.2.1", 16384};
    local.rtcp = {"192.0.2.1", 16385};
    local.formats = formatsOf(media::offeredFormats());
    dice.shuffle(local.formats);
    local.formats.resize(1 + dice.below(local.formats.size()));
    return local;
}

/// The m= line's payload types and all that is said of them.
std::string formatsText(const sip::MediaDescription& section) {
    std::string out;
    for (const auto& format : section.formats) out += format + " ";
    for (const auto* name : {"rtpmap", "fmtp"}) {
        for (const auto value : section.attributes.values(name)) out += std::string(value) + "|";
    }
    return out;
}

SessionDescription parsed(const std::string& text) {
    return *SessionDescription::parse(text);
}

int opusLimitOf(const media::AudioParameters& parameters) {
    return static_cast<int>(
        media::formatParameter(parameters.send.parameters, "maxaveragebitrate", 510'000));
}

}  // namespace

/// Offer and answer under any region, preference and peer.
class AudioAgreementTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersKeepTheOffer();
    void limitsAreKept();
    void newOffersOfAnsweredCallsAreStable();
    void answersOfManyCodecsAreRead();
    void preferenceIsTheOrderOfOurOffers();
    void annexBIsNeverAgreed_data();
    void annexBIsNeverAgreed();
    void brokenOffersDoNoHarm();
};

/// The answer holds one codec, the expected one, by the offer's own number and no other; digits
/// stay where they were offered; ptime is theirs; the same offer is answered the same way again.
void AudioAgreementTest::answersKeepTheOffer() {
    Dice dice(70);
    int accepted = 0;
    for (int round = 0; round < 3000; ++round) {
        const auto local = makeLocal(dice);
        const auto peer = makePeer(dice);
        const auto* expected = expectedOf(peer, local.formats);
        const auto answer = sip::answerAudioOffer(local, parsed(peer.text));
        QVERIFY2(answer.has_value() == (expected != nullptr), peer.text.c_str());
        if (!answer) continue;
        ++accepted;
        const auto& agreed = answer->agreed;
        QCOMPARE(agreed.send.payloadType, expected->type);
        QCOMPARE(agreed.receive.size(), std::size_t(1));
        QCOMPARE(agreed.receive[0].payloadType, expected->type);
        QCOMPARE(nameOf(agreed.receive[0]), std::string(expected->codec.ours));
        std::vector<std::string> types{std::to_string(expected->type)};
        if (peer.telephoneEvent >= 0) types.push_back(std::to_string(peer.telephoneEvent));
        const auto& section = answer->description.media[0];
        QVERIFY2(section.formats == types, peer.text.c_str());
        QCOMPARE(agreed.sendTelephoneEvent.value_or(-1), peer.telephoneEvent);
        QCOMPARE(agreed.receiveTelephoneEvent.value_or(-1), peer.telephoneEvent);
        QCOMPARE(agreed.packetMilliseconds, peer.packets);
        QVERIFY(parametersOf(agreed).has_value());
        const auto text = answer->description.text();
        QCOMPARE(parsed(text).text(), text);
        const auto again = sip::answerAudioOffer(local, parsed(peer.text));
        QVERIFY(again && again->description.text() == text);
    }
    QVERIFY(accepted > 1200);
}

/// Nothing above the region's maximum is agreed on where anything below it is common, and Opus is
/// told to stay below.
void AudioAgreementTest::limitsAreKept() {
    Dice dice(71);
    int limited = 0;
    for (int round = 0; round < 3000; ++round) {
        const auto local = makeLocal(dice);
        const auto peer = makePeer(dice);
        const auto answer = sip::answerAudioOffer(local, parsed(peer.text));
        if (!answer || peer.limit < 0) continue;
        const bool possible = std::ranges::any_of(peer.lines, [&](const auto& line) {
            return line.codec.bits <= peer.limit &&
                   std::ranges::any_of(local.formats, [&](const auto& format) {
                       return nameOf(format) == line.codec.ours;
                   });
        });
        if (!possible) continue;
        ++limited;
        const auto parameters = parametersOf(answer->agreed);
        QVERIFY(parameters.has_value());
        if (parameters->send.codec == media::AudioCodecKind::Opus) {
            QVERIFY2(opusLimitOf(*parameters) <= peer.limit, peer.text.c_str());
        } else {
            QVERIFY2(mostBitsOf(answer->agreed.send) <= peer.limit, peer.text.c_str());
        }
    }
    QVERIFY(limited > 600);
}

/// A later offer within a call that was answered: the same codec under the same number, digits
/// under theirs or a free one, nothing twice; and whoever answers it comes to the same.
void AudioAgreementTest::newOffersOfAnsweredCallsAreStable() {
    Dice dice(72);
    for (int round = 0; round < 3000; ++round) {
        auto local = makeLocal(dice);
        const auto answer = sip::answerAudioOffer(local, parsed(makePeer(dice).text));
        if (!answer) continue;
        const auto& agreed = answer->agreed;
        local.formats = agreed.receive;
        local.telephoneEvent = sip::telephoneEventBeside(
            local.formats, agreed.receiveTelephoneEvent.value_or(media::offeredTelephoneEvent));
        const auto first = parsed(sip::makeAudioOffer(local).text());
        auto types = first.media[0].formats;
        QCOMPARE(types.front(), std::to_string(agreed.send.payloadType));
        std::ranges::sort(types);
        QVERIFY(std::ranges::adjacent_find(types) == types.end());
        if (agreed.receiveTelephoneEvent) {
            QCOMPARE(local.telephoneEvent, *agreed.receiveTelephoneEvent);
        }
        ++local.version;
        const auto second = parsed(sip::makeAudioOffer(local).text());
        QCOMPARE(formatsText(second.media[0]), formatsText(first.media[0]));
        auto other = makeLocal(dice);
        other.formats = formatsOf(media::offeredFormats());
        const auto back = sip::answerAudioOffer(other, second);
        QVERIFY(back && back->agreed.send.payloadType == agreed.send.payloadType);
        QCOMPARE(nameOf(back->agreed.receive[0]), nameOf(agreed.receive[0]));
    }
}

/// Who answers with several codecs and a limit gets the first that keeps it, never one that our
/// offer lacks.
void AudioAgreementTest::answersOfManyCodecsAreRead() {
    Dice dice(73);
    int read = 0;
    for (int round = 0; round < 3000; ++round) {
        const auto local = makeLocal(dice);
        const auto peer = makePeer(dice);
        const auto* expected = expectedOf(peer, local.formats);
        const auto agreed = sip::readAudioAnswer(local, parsed(peer.text));
        QVERIFY2(agreed.has_value() == (expected != nullptr), peer.text.c_str());
        if (!agreed) continue;
        ++read;
        QVERIFY2(agreed->send.payloadType == expected->type, peer.text.c_str());
        QVERIFY(agreed->receive == local.formats);
        QCOMPARE(agreed->sendTelephoneEvent.value_or(-1), peer.telephoneEvent);
        QCOMPARE(agreed->packetMilliseconds, peer.packets);
    }
    QVERIFY(read > 1200);
}

/// Our offers list what we have in our order, static payload types by RFC 3551's numbers, and
/// nothing else but digits.
void AudioAgreementTest::preferenceIsTheOrderOfOurOffers() {
    Dice dice(74);
    for (int round = 0; round < 500; ++round) {
        const auto local = makeLocal(dice);
        const auto offer = parsed(sip::makeAudioOffer(local).text());
        auto read = sip::formatsOf(offer.media[0]);
        QCOMPARE(read.size(), local.formats.size() + 1);
        QCOMPARE(read.back().encoding, std::string("telephone-event/8000"));
        read.pop_back();
        QVERIFY(read == local.formats);
        for (const auto& format : read) {
            const auto known = std::ranges::find_if(
                pool, [&](const Known& each) { return nameOf(format) == each.ours; });
            QVERIFY(known != pool.end());
            if (known->staticType >= 0) QCOMPARE(format.payloadType, known->staticType);
        }
    }
}

void AudioAgreementTest::annexBIsNeverAgreed_data() {
    QTest::addColumn<QString>("lines");
    const auto row = [](const char* name, const char* lines) {
        QTest::newRow(name) << QString::fromUtf8(lines);
    };
    row("not said", "a=rtpmap:18 G729/8000\r\n");
    row("no name at all", "");
    row("no", "a=rtpmap:18 G729/8000\r\na=fmtp:18 annexb=no\r\n");
    row("yes", "a=rtpmap:18 G729/8000\r\na=fmtp:18 annexb=yes\r\n");
    row("written otherwise", "a=rtpmap:18 g729/8000/1\r\na=fmtp:18 AnnexB = yes\r\n");
    row("the annex in the name", "a=rtpmap:18 G729a/8000\r\n");
    row("said twice", "a=fmtp:18 annexb=no\r\na=fmtp:18 annexb=yes\r\n");
}

/// Whatever the other side says of pauses: our offers and answers say annexb=no, by the name and
/// number of RFC 3551, and what is sent and received is G.729.
void AudioAgreementTest::annexBIsNeverAgreed() {
    QFETCH(QString, lines);
    sip::LocalAudio local;
    local.rtp = {"192.0.2.1", 16384};
    local.formats = formatsOf(media::offeredFormats(media::SoundBandwidth::Low));
    const auto ours = parsed(sip::makeAudioOffer(local).text());
    QCOMPARE(formatsText(ours.media[0]),
             std::string("18 101 18 G729/8000|101 telephone-event/8000|18 annexb=no|101 0-15|"));
    const auto theirs = parsed(
        "v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
        "m=audio 5000 RTP/AVP 18\r\n" +
        lines.toStdString());
    const auto answer = sip::answerAudioOffer(local, theirs);
    QVERIFY(answer);
    QCOMPARE(formatsText(answer->description.media[0]),
             std::string("18 18 G729/8000|18 annexb=no|"));
    for (const auto& agreed : {answer->agreed, *sip::readAudioAnswer(local, theirs)}) {
        const auto parameters = parametersOf(agreed);
        QVERIFY(parameters.has_value());
        QVERIFY(parameters->send.codec == media::AudioCodecKind::G729);
        QCOMPARE(parameters->send.payloadType, 18);
        QVERIFY(parameters->receive[0].codec == media::AudioCodecKind::G729);
    }
}

/// Offers with octets changed, left out and doubled: refused, or answered with payload types that
/// stand in them.
void AudioAgreementTest::brokenOffersDoNoHarm() {
    Dice dice(75);
    int answered = 0;
    for (int round = 0; round < 10'000; ++round) {
        auto text = makePeer(dice).text;
        for (std::size_t change = 1 + dice.below(6); change > 0; --change) {
            const auto at = dice.below(text.size());
            switch (dice.below(3)) {
                case 0:
                    text[at] = static_cast<char>(dice.below(256));
                    break;
                case 1:
                    text.erase(at, 1 + dice.below(8));
                    break;
                default:
                    text.insert(at, text.substr(dice.below(text.size()), dice.below(30)));
            }
        }
        const auto offer = SessionDescription::parse(text);
        if (!offer) continue;
        const auto local = makeLocal(dice);
        static_cast<void>(sip::readAudioAnswer(local, *offer));
        const auto answer = sip::answerAudioOffer(local, *offer);
        if (!answer) continue;
        ++answered;
        const auto& sections = answer->description.media;
        QCOMPARE(sections.size(), offer->media.size());
        for (std::size_t i = 0; i < sections.size(); ++i) {
            for (const auto& type : sections[i].formats) {
                const auto number = core::parseNumber(type);
                const auto isSame = [&](const std::string& each) {
                    return each == type || (number && core::parseNumber(each) == number);
                };
                QVERIFY2(std::ranges::any_of(offer->media[i].formats, isSame), text.c_str());
            }
        }
        QVERIFY(SessionDescription::parse(answer->description.text()).has_value());
        static_cast<void>(parametersOf(answer->agreed));
    }
    QVERIFY(answered > 500);
}

QTEST_GUILESS_MAIN(AudioAgreementTest)
#include "AudioAgreementTest.moc"
