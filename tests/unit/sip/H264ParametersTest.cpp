// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>

#include "Rows.h"
#include "core/Random.h"
#include "core/text.h"
#include "sip/sdp/VideoNegotiation.h"

using namespace sidetone;
using namespace sidetone::sip;

ROWS("CODEC-06");

namespace {

LocalVideo ours() {
    LocalVideo local;
    local.rtp = {"192.0.2.1", 24576};
    local.rtcp = {"192.0.2.1", 24577};
    return local;
}

SessionDescription described(const std::string& section) {
    return *SessionDescription::parse(
        "v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n" + section);
}

/// An offer of one format.
SessionDescription offerOf(const std::string& parameters) {
    const auto fmtp = parameters.empty() ? parameters : "a=fmtp:99 " + parameters + "\r\n";
    return described("m=video 5004 RTP/AVP 99\r\na=rtpmap:99 H264/90000\r\n" + fmtp);
}

QString written(const MediaDescription& section) {
    const auto value = section.attributes.value("fmtp");
    return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
}

}  // namespace

/// H.264 in offers and answers: profiles, levels and packetization modes.
class H264ParametersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingButH264IsOffered();
    void offersAreAnswered_data();
    void offersAreAnswered();
    void levelsWithAndWithoutAsymmetry_data();
    void levelsWithAndWithoutAsymmetry();
    void anyOfferIsAnsweredByItsOwnFormats();
};

void H264ParametersTest::nothingButH264IsOffered() {
    const auto section = makeVideoSection(ours());
    QCOMPARE(section.formats, (std::vector<std::string>{"98", "126", "97"}));
    const std::vector<std::string_view> names{"98 H264/90000", "126 H264/90000", "97 H264/90000"};
    QVERIFY(section.attributes.values("rtpmap") == names);
    const std::vector<std::string_view> parameters{
        "98 profile-level-id=640C1F;packetization-mode=1;level-asymmetry-allowed=1;max-fs=3600;"
        "max-mbps=108000",
        "126 profile-level-id=42E01F;packetization-mode=1;level-asymmetry-allowed=1;max-fs=3600;"
        "max-mbps=108000",
        "97 profile-level-id=42E01F;packetization-mode=0;level-asymmetry-allowed=1;max-fs=3600;"
        "max-mbps=108000"};
    QVERIFY(section.attributes.values("fmtp") == parameters);
}

/// RFC 6184, table 5 and section 8.2.2: the answer has the profile, its constraints and the mode
/// of the offer; what nobody here does is refused.
void H264ParametersTest::offersAreAnswered_data() {
    QTest::addColumn<QString>("offer");
    QTest::addColumn<QString>("answer");  // profile-level-id and mode; empty: refused
    QTest::addColumn<int>("macroblocks");
    QTest::addColumn<bool>("isHigh");
    const auto row = [](const char* name, const char* offer, const char* answer, int macroblocks,
                        bool isHigh) {
        QTest::newRow(name) << QString::fromLatin1(offer) << QString::fromLatin1(answer)
                            << macroblocks << isHigh;
    };
    const auto refused = [&](const char* name, const char* offer) {
        row(name, offer, "", 0, false);
    };
    row("nothing said", "", "42000A 0", 99, false);
    row("constrained baseline 1.2", "profile-level-id=42e00c;packetization-mode=1", "42E00C 1", 396,
        false);
    row("constrained baseline 3.1", "profile-level-id=42e01f;packetization-mode=1", "42E01F 1",
        3600, false);
    row("constrained baseline, mode 0", "profile-level-id=42E01F;packetization-mode=0", "42E01F 0",
        3600, false);
    row("mode not said", "profile-level-id=42E01F", "42E01F 0", 3600, false);
    row("only set1", "profile-level-id=42401F;packetization-mode=1", "42401F 1", 3600, false);
    row("baseline of Cisco's rooms", "profile-level-id=42801f;packetization-mode=1", "42801F 1",
        3600, false);
    row("baseline without sets", "profile-level-id=42001F;packetization-mode=1", "42001F 1", 3600,
        false);
    row("level 1b by set3", "profile-level-id=42F00B;packetization-mode=1", "42F00B 1", 99, false);
    row("level 1.1", "profile-level-id=42E00B;packetization-mode=1", "42E00B 1", 396, false);
    row("main that keeps to baseline", "profile-level-id=4D801F;packetization-mode=1", "4D801F 1",
        3600, false);
    row("extended that keeps to baseline", "profile-level-id=58C01E;packetization-mode=0",
        "58C01E 0", 1620, false);
    row("high 3.1", "profile-level-id=64001f;packetization-mode=1", "64001F 1", 3600, true);
    row("constrained high", "profile-level-id=640c1f;packetization-mode=1", "640C1F 1", 3600, true);
    row("high, mode 0", "profile-level-id=640C1F;packetization-mode=0", "640C1F 0", 3600, true);
    row("high 2.1", "profile-level-id=640C15;packetization-mode=1", "640C15 1", 792, true);
    row("higher than ours", "profile-level-id=640C28;packetization-mode=1", "640C1F 1", 3600, true);
    row("parameters of others",
        "sprop-parameter-sets=Z0LgH9oBQBbsBEAAAA==,aM48gA==;"
        "profile-level-id=42E01F;max-rcmd-nalu-size=32000;packetization-mode=1;max-cpb=900",
        "42E01F 1", 3600, false);
    refused("main", "profile-level-id=4D001F;packetization-mode=1");
    refused("extended", "profile-level-id=58001F;packetization-mode=1");
    refused("high 10", "profile-level-id=6E001F;packetization-mode=1");
    refused("high 4:2:2", "profile-level-id=7A001F;packetization-mode=1");
    refused("high 4:4:4", "profile-level-id=F4001F;packetization-mode=1");
    refused("scalable", "profile-level-id=53001F;packetization-mode=1");
    refused("interleaved", "profile-level-id=42E01F;packetization-mode=2");
    refused("a mode of nobody", "profile-level-id=42E01F;packetization-mode=3");
    refused("five digits", "profile-level-id=42E01;packetization-mode=1");
    refused("seven digits", "profile-level-id=42E01F0;packetization-mode=1");
    refused("no digits", "profile-level-id=42G01F;packetization-mode=1");
}

void H264ParametersTest::offersAreAnswered() {
    QFETCH(QString, offer);
    QFETCH(QString, answer);
    QFETCH(int, macroblocks);
    QFETCH(bool, isHigh);
    const auto description = offerOf(offer.toStdString());
    const auto result = answerVideo(ours(), description, description.media[0]);
    QCOMPARE(result.has_value(), !answer.isEmpty());
    if (!result) return;
    const auto parts = answer.split(QLatin1Char(' '));
    QCOMPARE(result->section.formats, std::vector<std::string>{"99"});
    const auto text = QStringLiteral(
        "99 profile-level-id=%1;packetization-mode=%2;max-fs=3600;"
        "max-mbps=108000");
    QCOMPARE(written(result->section), text.arg(parts[0], parts[1]));
    const auto& agreed = result->agreed;
    QCOMPARE(agreed.limit.macroblocks, macroblocks);
    QVERIFY(agreed.send.parameters.family() == (isHigh ? H264Family::High : H264Family::Baseline));
    QCOMPARE(agreed.send.parameters.packetizationMode, parts[1].toInt());
    QVERIFY(agreed.receive == std::vector<int>{99});
}

/// Section 8.2.2: each side's own level where both allow it, else the lower one for both; what a
/// receiver can beyond its level counts in either case.
void H264ParametersTest::levelsWithAndWithoutAsymmetry_data() {
    QTest::addColumn<QString>("theirs");
    QTest::addColumn<bool>("weAllow");
    QTest::addColumn<int>("macroblocks");
    QTest::addColumn<int>("perSecond");
    QTest::addColumn<QString>("level");  // that our answer says
    QTest::addColumn<bool>("asymmetry");
    const auto row = [](const char* name, const char* theirs, bool weAllow, int macroblocks,
                        int perSecond, const char* level, bool asymmetry) {
        QTest::newRow(name) << QString::fromLatin1(theirs) << weAllow << macroblocks << perSecond
                            << QString::fromLatin1(level) << asymmetry;
    };
    const char* lowBoth = "profile-level-id=42E015;packetization-mode=1;level-asymmetry-allowed=1";
    const char* low = "profile-level-id=42E015;packetization-mode=1";
    const char* denied = "profile-level-id=42E015;packetization-mode=1;level-asymmetry-allowed=0";
    const char* highBoth = "profile-level-id=42E028;packetization-mode=1;level-asymmetry-allowed=1";
    const char* high = "profile-level-id=42E028;packetization-mode=1";
    row("lower, both allow", lowBoth, true, 792, 19'800, "1F", true);
    row("lower, we do not", lowBoth, false, 792, 19'800, "15", false);
    row("lower, they do not", low, true, 792, 19'800, "15", false);
    row("lower, they say no", denied, true, 792, 19'800, "15", false);
    row("higher, both allow", highBoth, true, 8192, 245'760, "1F", true);
    row("higher, they do not", high, true, 3600, 108'000, "1F", false);
    row("higher, we do not", highBoth, false, 3600, 108'000, "1F", false);
    row("more than its level",
        "profile-level-id=42E015;packetization-mode=1;level-asymmetry-allowed=1;max-fs=3600;"
        "max-mbps=54000",
        true, 3600, 54'000, "1F", true);
    row("less than its level is nothing",
        "profile-level-id=42E01F;packetization-mode=1;level-asymmetry-allowed=1;max-fs=99;"
        "max-mbps=1485",
        true, 3600, 108'000, "1F", true);
}

void H264ParametersTest::levelsWithAndWithoutAsymmetry() {
    QFETCH(QString, theirs);
    QFETCH(bool, weAllow);
    QFETCH(int, macroblocks);
    QFETCH(int, perSecond);
    QFETCH(QString, level);
    QFETCH(bool, asymmetry);
    auto local = ours();
    for (auto& format : local.formats) format.parameters.levelAsymmetry = weAllow;
    const auto offer = offerOf(theirs.toStdString());
    const auto answer = answerVideo(local, offer, offer.media[0]);
    QVERIFY(answer);
    QCOMPARE(answer->agreed.limit.macroblocks, macroblocks);
    QCOMPARE(answer->agreed.limit.macroblocksPerSecond, perSecond);
    const auto text = written(answer->section);
    QVERIFY2(text.contains(QStringLiteral("42E0") + level + QLatin1Char(';')), qPrintable(text));
    QCOMPARE(text.contains(QStringLiteral("level-asymmetry-allowed=1")), asymmetry);
    // The same two, the other way round: they answered our offer so.
    auto back = described("m=video 5004 RTP/AVP 126\r\na=rtpmap:126 H264/90000\r\na=fmtp:126 " +
                          theirs.toStdString() + "\r\n");
    const auto agreed = readVideoAnswer(local, back, back.media[0]);
    QVERIFY(agreed);
    QCOMPARE(agreed->limit.macroblocks, macroblocks);
    QCOMPARE(agreed->limit.macroblocksPerSecond, perSecond);
}

/// Random offers of many formats, sense and nonsense: an answer repeats number, profile and mode
/// of one of them, the first that can be done, and never says another codec.
void H264ParametersTest::anyOfferIsAnsweredByItsOwnFormats() {
    core::SeededRandom random(264);
    const std::vector<std::string> profiles{"42E0", "4280", "42F0", "4D00", "4D80", "5800", "58C0",
                                            "6400", "640C", "6E00", "42G0", "F400", ""};
    const std::vector<std::string> levels{"09", "0A", "0B", "0D", "15",
                                          "1E", "1F", "28", "34", "FF"};
    const std::vector<std::string> names{"H264/90000",     "h264/90000",      "VP8/90000",
                                         "H264-SVC/90000", "H263-1998/90000", "H265/90000"};
    const auto pick = [&](const auto& list) { return list[random.below(list.size())]; };
    int answered = 0;
    for (int round = 0; round < 5000; ++round) {
        std::string types;
        std::string lines;
        int first = -1;
        std::string wanted;
        const int count = 1 + static_cast<int>(random.below(5));
        for (int type = 96; type < 96 + count; ++type) {
            const auto profile = pick(profiles);
            const auto level = pick(levels);
            const auto name = pick(names);
            const auto mode = random.below(4);
            const auto number = std::to_string(type);
            types += " " + number;
            lines += "a=rtpmap:" + number + " " + name + "\r\na=fmtp:" + number +
                     " packetization-mode=" + std::to_string(mode) +
                     (profile.empty() ? "" : ";profile-level-id=" + profile + level) + "\r\n";
            const bool isDone = profile.empty() || profile == "4D80" || profile == "58C0" ||
                                profile.starts_with("64") ||
                                (profile.starts_with("42") && profile != "42G0");
            const bool isH264 = core::equalsIgnoringCase(name, "H264/90000");
            if (first < 0 && isDone && isH264 && mode < 2) {
                first = type;
                wanted = number + " profile-level-id=" + (profile.empty() ? "4200" : profile);
            }
        }
        const auto offer = described("m=video 5004 RTP/AVP" + types + "\r\n" + lines);
        const auto answer = answerVideo(ours(), offer, offer.media[0]);
        QVERIFY2(answer.has_value() == (first >= 0), lines.c_str());
        if (!answer) continue;
        ++answered;
        const auto& section = answer->section;
        QCOMPARE(section.formats, std::vector<std::string>{std::to_string(first)});
        QVERIFY2(section.attributes.value("fmtp").starts_with(wanted), lines.c_str());
        QCOMPARE(std::string(section.attributes.value("rtpmap")),
                 std::to_string(first) + " H264/90000");
        QVERIFY(answer->agreed.limit.macroblocks >= 99);
    }
    QVERIFY(answered > 1000);
}

QTEST_GUILESS_MAIN(H264ParametersTest)
#include "H264ParametersTest.moc"
