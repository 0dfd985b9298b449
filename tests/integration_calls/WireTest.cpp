// SPDX-License-Identifier: GPL-3.0-or-later
// What the sound of a call takes of the line, counted in packets on the link.
#include <QCoreApplication>
#include <QFile>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "OwnNetwork.h"
#include "PacketReader.h"
#include "Phone.h"
#include "Rows.h"
#include "core/text.h"
#include "dialRuleTable.h"
#include "sip/message/Uri.h"

ROWS("RATE-01", "RATE-02", "AUD-10", "AUD-13");

using namespace sidetone;
using namespace sidetone::test;
using media::AudioCodecKind;
using telephony::CallState;
using telephony::MediaSecurity;

namespace {

std::string forbidden;

/// A row of the page's table, in kbit/s; and what the chapter says of that codec.
struct WireRow {
    const char* name;  ///< as the page has it
    AudioCodecKind codec;
    int coded;    ///< the sound itself
    int mobile;   ///< chapter, Audio Bit Rates for Cisco Jabber Mobile Clients: IPv4, UDP and RTP
    int desktop;  ///< the same for desktop clients
    int encrypted;
    int ethernet;
};

/// The chapter's table for desktops counts the packets of G.711 as its other table does, and those
/// of the other codecs with what Ethernet adds.
constexpr WireRow wireRows[] = {
    {"G.711", AudioCodecKind::Pcmu, 64, 80, 80, 84, 94},
    {"G.722.1 at 32", AudioCodecKind::G7221At32, 32, 48, 62, 52, 62},
    {"G.722.1 at 24", AudioCodecKind::G7221At24, 24, 40, 54, 44, 54},
    {"G.729", AudioCodecKind::G729, 8, 24, 38, 28, 38},
};

/// Of a packet on Ethernet: header, preamble, and the gap behind it.
constexpr int ethernetOctets = 14 + 8 + 12;
/// SRTP's tag of 80 bits (RFC 3711).
constexpr int tagOctets = 10;

/// What one direction takes, in kbit/s; IP headers included.
struct Rates {
    int packets = 0;
    double byClock = 0;  ///< by the times at which packets were on the link
    double bySound = 0;  ///< by the sound's own time, as RTP counts it
    double packetsASecond = 0;
};

/// Of the newest packets that follow one another without a gap.
Rates ratesOf(const std::vector<WirePacket>& all, int port, int payloadType, int clockRate) {
    constexpr std::size_t wanted = 76;
    std::vector<const WirePacket*> run;
    for (const auto& packet : all) {
        if (packet.from != port || !packet.isRtp(payloadType)) continue;
        const bool follows = !run.empty() && static_cast<std::uint16_t>(run.back()->field(2, 2) +
                                                                        1) == packet.field(2, 2);
        if (!follows) run.clear();
        run.push_back(&packet);
    }
    Rates rates;
    if (run.size() < wanted) return rates;
    run.erase(run.begin(), run.end() - wanted);
    int octets = 0;
    for (const auto* packet : run) octets += packet->octets;
    octets -= run.front()->octets;
    const auto ticks = run.back()->field(4, 4) - run.front()->field(4, 4);
    const double seconds = run.back()->seconds - run.front()->seconds;
    const double ofSound = static_cast<double>(ticks) / clockRate;
    rates.packets = static_cast<int>(wanted) - 1;
    rates.byClock = octets * 8 / seconds / 1000;
    rates.bySound = octets * 8 / ofSound / 1000;
    rates.packetsASecond = rates.packets / ofSound;
    return rates;
}

bool isNear(double measured, double told) {
    return std::abs(measured - told) <= 0.02 * told;
}

/// The INVITEs that went to the call server in plain text, each to where the next one begins. What
/// is said at once stands in one segment, so that each connection is read as a stream.
std::vector<std::string> invitesIn(const std::vector<WirePacket>& packets) {
    static constexpr std::string_view beginning = "\nINVITE ";
    std::map<int, std::string> streams;
    for (const auto& packet : packets) {
        if (packet.to != 5060) continue;
        streams.try_emplace(packet.from, "\n").first->second += packet.payload;
    }
    std::vector<std::string> invites;
    for (const auto& [port, text] : streams) {
        auto at = text.find(beginning);
        while (at != std::string::npos) {
            const auto next = text.find(beginning, at + 1);
            invites.push_back(text.substr(at + 1, next == std::string::npos ? next : next - at));
            at = next;
        }
    }
    return invites;
}

/// The formats in each offer of sound.
std::vector<std::string> offeredFormats(const std::vector<WirePacket>& packets) {
    std::vector<std::string> offers;
    for (const auto& invite : invitesIn(packets)) {
        const auto at = invite.find("\r\nm=audio ");
        if (at == std::string::npos) continue;
        const auto line = invite.substr(at + 2, invite.find("\r\n", at + 2) - at - 2);
        const auto profile = line.find("RTP/AVP ");
        if (profile != std::string::npos) offers.push_back(line.substr(profile + 8));
    }
    return offers;
}

/// Whom the INVITEs to the call server call.
std::vector<std::string> calledTargets(const std::vector<WirePacket>& packets) {
    std::vector<std::string> targets;
    for (const auto& invite : invitesIn(packets)) {
        const auto line = invite.substr(0, invite.find('\r'));
        const auto words = core::split(line, ' ');
        if (words.size() == 3) targets.emplace_back(words[1]);
    }
    return targets;
}

}  // namespace

/// Two softphones call each other by the office's Kamailio, in a network of their own in which
/// every packet is read.
class WireTest : public QObject {
    Q_OBJECT
    static constexpr double annaTone = 600;
    static constexpr double benTone = 1000;
    static constexpr int patience = 20'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<PacketReader> reader_;
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<Phone> ben_;

    using Change = std::function<void(telephony::LineSettings&)>;
    [[nodiscard]] bool startPhones(const Change& change) {
        anna_ = std::make_unique<Phone>(office_, annaTone);
        ben_ = std::make_unique<Phone>(office_, benTone);
        auto annas = Phone::lineOf(office_, 1);
        auto bens = Phone::lineOf(office_, 2);
        change(annas);
        change(bens);
        if (!(*anna_)->start(annas) || !(*ben_)->start(bens)) return false;
        return QTest::qWaitFor([&] { return anna_->isRegistered() && ben_->isRegistered(); },
                               patience);
    }
    /// Over TCP, where what is signalled can be read on the link.
    static void speakPlainly(telephony::LineSettings& line) {
        line.servers[0].transport = sip::TransportKind::Tcp;
        line.servers[0].endpoint.port = 5060;
    }
    [[nodiscard]] bool connect() {
        reader_->forget();
        if (!(*anna_)->dial("ben")) return false;
        if (!QTest::qWaitFor([&] { return ben_->state() == CallState::Incoming; }, patience) ||
            !(*ben_)->answer(ben_->newest().id)) {
            return false;
        }
        // Statistics come with the first second, and tell the ports.
        return QTest::qWaitFor(
            [&] {
                return anna_->state() == CallState::Connected &&
                       ben_->state() == CallState::Connected &&
                       anna_->newest().statistics.localPort != 0 &&
                       ben_->newest().statistics.localPort != 0;
            },
            patience);
    }
    [[nodiscard]] bool hangUp() {
        if (!(*anna_)->hangUp(anna_->newest().id)) return false;
        return QTest::qWaitFor(
            [&] { return anna_->state() == CallState::Ended && ben_->state() == CallState::Ended; },
            patience);
    }
    /// What a phone sends, as soon as that is about as much by the clock as is told: no busy
    /// machine keeps it from that for long, and no wrong rate ever comes near.
    Rates measure(Phone& phone, const media::AudioFormat& format, double told) {
        const int port = phone.newest().statistics.localPort;
        Rates rates;
        static_cast<void>(QTest::qWaitFor(
            [&] {
                rates = ratesOf(reader_->packets(), port, format.payloadType,
                                media::clockRate(format.codec));
                return rates.packets > 0 && isNear(rates.byClock, told);
            },
            patience));
        return rates;
    }
    static media::AudioFormat formatOf(AudioCodecKind codec) {
        for (const auto& format : media::offeredFormats()) {
            if (format.codec == codec) return format;
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase() {
        if (!forbidden.empty()) QSKIP(forbidden.c_str());
        reader_ = std::make_unique<PacketReader>();
        QVERIFY2(reader_->failure().empty(), reader_->failure().c_str());
        QVERIFY2(office_.start(), office_.failure().c_str());
    }
    void cleanup() {
        anna_.reset();
        ben_.reset();
    }
    void cleanupTestCase() { reader_.reset(); }

    /// The page for administrators says the same as this test.
    void thePageHasTheTable() {
        QFile page(QStringLiteral(SIDETONE_SOURCE_DIR "/docs/administration.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const auto text = page.readAll().toStdString();
        for (const auto& row : wireRows) {
            std::string line = "| " + std::string(row.name) + " |";
            for (const int number : {row.coded, row.mobile, row.encrypted, row.ethernet}) {
                line += " " + std::to_string(number) + " |";
            }
            QVERIFY2(text.find("\n" + line + "\n") != std::string::npos, line.c_str());
        }
    }

    void soundTakesWhatIsPublished_data() {
        QTest::addColumn<int>("row");
        QTest::addColumn<bool>("encrypted");
        for (int i = 0; i < static_cast<int>(std::size(wireRows)); ++i) {
            QTest::newRow(wireRows[i].name) << i << false;
        }
        QTest::newRow("G.711, encrypted") << 0 << true;
    }
    void soundTakesWhatIsPublished() {
        QFETCH(int, row);
        QFETCH(bool, encrypted);
        const auto& told = wireRows[row];
        const auto format = formatOf(told.codec);
        QVERIFY(startPhones([&](telephony::LineSettings& line) {
            line.formats = {format};
            line.mediaSecurity = encrypted ? MediaSecurity::Required : MediaSecurity::Off;
        }));
        QVERIFY(connect());
        for (auto* phone : {anna_.get(), ben_.get()}) {
            const double onWire = encrypted ? told.encrypted : told.mobile;
            const auto rates = measure(*phone, format, onWire);
            const double ethernet =
                rates.bySound + rates.packetsASecond * ethernetOctets * 8 / 1000;
            const auto text =
                QStringLiteral("%1: %2 kbit/s by the clock, %3 by the sound, %4 with Ethernet")
                    .arg(QLatin1String(told.name))
                    .arg(rates.byClock)
                    .arg(rates.bySound)
                    .arg(ethernet);
            qInfo("%s", qPrintable(text));
            QVERIFY2(rates.packets > 0 && isNear(rates.byClock, onWire), qPrintable(text));
            QVERIFY2(isNear(rates.bySound, onWire), qPrintable(text));
            if (encrypted) {
                QVERIFY2(isNear(rates.bySound - rates.packetsASecond * tagOctets * 8 / 1000,
                                told.mobile),
                         qPrintable(text));
                continue;
            }
            QVERIFY2(isNear(ethernet, told.ethernet), qPrintable(text));
            // RATE-01: each by the way in which the chapter counts it.
            const bool countsEthernet = told.codec != AudioCodecKind::Pcmu;
            QVERIFY2(isNear(countsEthernet ? ethernet : rates.bySound, told.desktop),
                     qPrintable(text));
        }
    }

    void lowBandwidthOffersOneCodec() {
        QVERIFY(startPhones(speakPlainly));
        const auto g729 = formatOf(AudioCodecKind::G729);
        for (const auto mode : {media::SoundBandwidth::Low, media::SoundBandwidth::Normal}) {
            anna_->phone().setSoundBandwidth(mode);
            QVERIFY(connect());
            const auto offers = offeredFormats(reader_->packets());
            QVERIFY(!offers.empty());
            if (mode == media::SoundBandwidth::Normal) {
                for (const auto& offer : offers) QVERIFY(core::split(offer, ' ').size() > 2);
                QCOMPARE(ben_->newest().statistics.codec, std::string("opus/48000"));
            } else {
                // The codec, and the digits that are pressed.
                for (const auto& offer : offers) QCOMPARE(offer, std::string("18 101"));
                for (auto* phone : {anna_.get(), ben_.get()}) {
                    const auto rates = measure(*phone, g729, 24);
                    QVERIFY(rates.packets > 0);
                    QVERIFY(rates.byClock >= 23.5 && rates.byClock <= 38);
                    QVERIFY(isNear(rates.bySound, 24));
                }
            }
            QVERIFY(hangUp());
        }
    }

    /// Each number of the table is dialled at a real call server; addresses are left alone, which
    /// telephony_SoftPhone shows.
    void numbersLeaveAsTheRulesSay() {
        const auto rules = config::parseDialRules(dialRuleFile);
        QVERIFY(rules.has_value());
        QVERIFY(startPhones([&](telephony::LineSettings& line) {
            speakPlainly(line);
            line.dialRules = *rules;
        }));
        int dialledNumbers = 0;
        std::set<std::string> earlier;
        for (const auto& [dialled, becomes] : dialRuleTable) {
            const std::string_view number(dialled);
            if (number.empty() || number.find('@') != std::string_view::npos) continue;
            sip::Uri expected;
            expected.user = becomes;
            expected.host = office_.domain();
            reader_->forget();
            const auto id = (*anna_)->dial(dialled);
            QVERIFY2(id.has_value(), dialled);
            const auto isCalled = [&] {
                const auto called = calledTargets(reader_->packets());
                return std::ranges::find(called, expected.text()) != called.end();
            };
            QTRY_VERIFY_WITH_TIMEOUT(isCalled(), patience);
            for (const auto& target : calledTargets(reader_->packets())) {
                // One before may still be asked for its password.
                QVERIFY2(target == expected.text() || earlier.contains(target),
                         (target + " for " + dialled + ", not " + expected.text()).c_str());
            }
            earlier.insert(expected.text());
            if (anna_->state(*id) != CallState::Ended) static_cast<void>((*anna_)->hangUp(*id));
            QTRY_VERIFY_WITH_TIMEOUT(anna_->state(*id) == CallState::Ended, patience);
            ++dialledNumbers;
        }
        QCOMPARE(dialledNumbers, 47);
    }
};

int main(int argc, char* argv[]) {
    forbidden = test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    WireTest wire;
    return QTest::qExec(&wire, argc, argv);
}
#include "WireTest.moc"
