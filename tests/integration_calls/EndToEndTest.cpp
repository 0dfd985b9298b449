// SPDX-License-Identifier: GPL-3.0-or-later
// Calls whose keys no server knows, and the ways that they take.
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QTest>
#include <set>

#include "OwnNetwork.h"
#include "PacketReader.h"
#include "Phone.h"
#include "Rows.h"
#include "media/codecs/AudioCodec.h"
#include "waitUntil.h"

ROWS("ENC-09");

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallEnd;
using telephony::CallState;
using telephony::EndToEnd;
using telephony::MediaProtection;
using telephony::MediaSecurity;

namespace {

std::string forbidden;
constexpr int turnPort = 3478;
constexpr int pcmu = 0;

bool ip(const QString& words) {
    return did(QStringList{QStringLiteral("ip")} + words.split(QLatin1Char(' ')));
}

/// The values of an attribute in everything that was signalled.
std::set<std::string> valuesOf(const std::string& signalled, const std::string& attribute) {
    std::set<std::string> values;
    const auto key = "\r\na=" + attribute + ":";
    for (auto at = signalled.find(key); at != std::string::npos; at = signalled.find(key, at + 1)) {
        const auto begin = at + key.size();
        values.insert(signalled.substr(begin, signalled.find("\r\n", begin) - begin));
    }
    return values;
}

/// What somebody hears who takes the packets from the line and decodes them as they are.
media::Tone overheard(const std::vector<std::string>& packets) {
    auto decoder = media::makeDecoder(media::AudioCodecKind::Pcmu);
    std::vector<std::int16_t> sound;
    for (const auto& packet : packets) {
        const std::span octets(reinterpret_cast<const std::uint8_t*>(packet.data()), packet.size());
        const auto payload = octets.subspan(12);
        std::vector<std::int16_t> samples(static_cast<std::size_t>((*decoder)->samplesIn(payload)));
        (*decoder)->decode(payload, samples);
        sound.insert(sound.end(), samples.begin(), samples.end());
    }
    return media::strongestTone(sound, 8'000);
}

bool isRtp(const std::string& bytes) {
    return bytes.size() > 12 && static_cast<unsigned char>(bytes[0]) == 0x80 &&
           (static_cast<unsigned char>(bytes[1]) & 0x7FU) == pcmu;
}

}  // namespace

/// Two softphones call each other by the office's Kamailio; where they may not reach each other,
/// by its TURN server.
class EndToEndTest : public QObject {
    Q_OBJECT
    static constexpr double annaTone = 600;
    static constexpr double benTone = 1000;
    static constexpr int patience = 15'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::string signalled_;  ///< by Anna
    ChangedLine::Change change_;
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<Phone> ben_;

    /// As the office's chat server hands them out: they end in an hour (coturn, use-auth-secret).
    void giveRelay(telephony::PathSettings& path, int person) const {
        QFile file(QString::fromStdString(office_.folder()) + QStringLiteral("/layout.json"));
        if (!file.open(QIODevice::ReadOnly)) qFatal("there is no layout");
        const auto secret = QJsonDocument::fromJson(file.readAll())
                                .object()[QStringLiteral("turnSecret")]
                                .toString()
                                .toUtf8();
        const auto user = QByteArray::number(QDateTime::currentSecsSinceEpoch() + 3'600);
        // One server with two addresses: where Anna's machine moves, Ben's does not.
        path.turn = {person == 1 ? office_.insideAddress(41) : office_.address(1, 11), turnPort};
        path.stun = path.turn;
        path.turnUser = user.toStdString();
        path.turnPassword =
            core::Secret(QMessageAuthenticationCode::hash(user, secret, QCryptographicHash::Sha1)
                             .toBase64()
                             .toStdString());
    }
    [[nodiscard]] telephony::LineSettings line(int user, EndToEnd endToEnd) const {
        auto line = Phone::lineOf(office_, user);
        line.path.endToEnd = endToEnd;
        line.formats = {{media::AudioCodecKind::Pcmu, pcmu, {}}};
        return line;
    }
    [[nodiscard]] telephony::LineSettings relayed(int user) const {
        auto made = line(user, EndToEnd::Always);
        made.path.choice = media::PathChoice::RelayOnly;
        giveRelay(made.path, user);
        return made;
    }
    /// Ben's phone; then, where `annasAddress` is given, what is begun comes from there.
    [[nodiscard]] bool start(const telephony::LineSettings& anna,
                             const telephony::LineSettings& ben, const QString& annasAddress = {}) {
        signalled_.clear();
        ben_ = std::make_unique<Phone>(office_, benTone);
        if (!(*ben_)->start(ben)) return false;
        if (!QTest::qWaitFor([&] { return ben_->isRegistered(); }, patience)) return false;
        if (!annasAddress.isEmpty() && !speakFrom(annasAddress)) return false;
        anna_ = std::make_unique<Phone>(office_, annaTone, [this](std::string bytes) {
            signalled_ += bytes;
            return change_ ? change_(std::move(bytes)) : bytes;
        });
        if (!(*anna_)->start(anna)) return false;
        return QTest::qWaitFor([&] { return anna_->isRegistered(); }, patience);
    }
    [[nodiscard]] bool connect() {
        if (!(*anna_)->dial("ben")) return false;
        return QTest::qWaitFor([&] { return ben_->state() == CallState::Incoming; }, patience) &&
               (*ben_)->answer(ben_->newest().id) &&
               QTest::qWaitFor(
                   [&] {
                       return anna_->state() == CallState::Connected &&
                              ben_->state() == CallState::Connected;
                   },
                   patience);
    }
    [[nodiscard]] bool bothHear() {
        return QTest::qWaitFor([&] { return anna_->hears(benTone) && ben_->hears(annaTone); },
                               patience) &&
               QTest::qWaitFor(
                   [&] {
                       return anna_->newest().statistics.localPort != 0 &&
                              ben_->newest().statistics.localPort != 0;
                   },
                   patience);
    }
    [[nodiscard]] bool bothShow(MediaProtection protection) {
        return anna_->newest().protection == protection && ben_->newest().protection == protection;
    }
    bool speakFrom(const QString& from) {
        bool done = true;
        for (const auto& to :
             {QString::fromStdString(office_.insideAddress(11)),
              QString::fromStdString(office_.insideAddress(41)), QStringLiteral("127.0.0.1")}) {
            done = done && ip(QStringLiteral("route replace local %1 dev lo src %2 table local")
                                  .arg(to, from));
        }
        return done;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(forbidden.empty(), forbidden.c_str());
        QVERIFY2(office_.start(), office_.failure().c_str());
    }
    void cleanup() {
        change_ = {};
        anna_.reset();
        ben_.reset();
    }

    /// What the test of the relay below would find if nothing were encrypted.
    void withoutEncryptionTheLineHearsIt() {
        PacketReader reader;
        QVERIFY2(reader.failure().empty(), reader.failure().c_str());
        auto plain = line(1, EndToEnd::Never);
        plain.mediaSecurity = MediaSecurity::Off;
        QVERIFY(start(plain, line(2, EndToEnd::WherePossible)));
        QVERIFY(connect());
        QVERIFY(bothHear());
        QVERIFY(bothShow(MediaProtection::None));
        std::vector<std::string> packets;
        for (const auto& packet : reader.packets()) {
            const bool isHers = packet.from == anna_->newest().statistics.localPort;
            if (isHers && packet.isRtp(pcmu)) packets.push_back(packet.payload);
        }
        QVERIFY(packets.size() > 20);
        QVERIFY(std::abs(overheard(packets).frequency - annaTone) < 5);
    }

    /// Everything goes through the relay, from which neither sound nor keys can be read.
    void theRelayCannotListen() {
        PacketReader reader;
        QVERIFY2(reader.failure().empty(), reader.failure().c_str());
        QVERIFY(start(relayed(1), relayed(2)));
        QVERIFY(connect());
        QVERIFY(bothHear());
        QVERIFY(bothShow(MediaProtection::EndToEnd));
        std::vector<std::string> packets;
        const std::set ports{anna_->newest().statistics.localPort,
                             ben_->newest().statistics.localPort};
        for (const auto& packet : reader.packets()) {
            if (packet.transport != WirePacket::Transport::Udp) continue;
            if (ports.contains(packet.from)) QCOMPARE(packet.to, turnPort);
            if (ports.contains(packet.to)) QCOMPARE(packet.from, turnPort);
            // Between the relay and the other side's address at it; and inside of channels.
            if (isRtp(packet.payload)) packets.push_back(packet.payload);
            if (packet.from == anna_->newest().statistics.localPort && packet.payload.size() > 4 &&
                isRtp(packet.payload.substr(4))) {
                packets.push_back(packet.payload.substr(4));
            }
        }
        QVERIFY2(packets.size() > 50, qPrintable(QString::number(packets.size())));
        const auto tone = overheard(packets);
        QVERIFY(std::abs(tone.frequency - annaTone) > 20 &&
                std::abs(tone.frequency - benTone) > 20);
        QVERIFY(valuesOf(signalled_, "crypto").empty());
        QCOMPARE(valuesOf(signalled_, "fingerprint").size(), std::size_t(1));
        for (const auto& candidate : valuesOf(signalled_, "candidate")) {
            QVERIFY2(candidate.find("typ relay") != std::string::npos, candidate.c_str());
        }
        // Holding and taking up keeps the way and the keys.
        QVERIFY((*anna_)->hold(anna_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::HeldThere, patience);
        QVERIFY((*anna_)->resume(anna_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Connected, patience);
        QVERIFY(bothHear());
        QVERIFY(bothShow(MediaProtection::EndToEnd));
        QCOMPARE(valuesOf(signalled_, "ice-ufrag").size(), std::size_t(1));
        QVERIFY((*ben_)->hangUp(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
    }

    /// Somebody on the way names another certificate than Anna's.
    void aWrongFingerprintIsRefused() {
        change_ = [](std::string bytes) {
            const auto at = bytes.find("a=fingerprint:sha-256 ");
            if (at == std::string::npos) return bytes;
            char& digit = bytes[at + 22];
            digit = digit == '0' ? '1' : '0';
            return bytes;
        };
        QVERIFY(start(relayed(1), relayed(2)));
        QVERIFY((*anna_)->dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Incoming, patience);
        QVERIFY((*ben_)->answer(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Ended, patience);
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
        const auto call = ben_->newest();
        QVERIFY(call.end == CallEnd::Failed);
        QVERIFY2(call.reason.find("another certificate") != std::string::npos, call.reason.c_str());
        QVERIFY(call.protection != MediaProtection::EndToEnd);
        QCOMPARE(call.statistics.packetsReceived, std::uint64_t(0));
        QCOMPARE(ben_->recorded(), 0.0);
        // Her side may have been through the handshake when he looked at her certificate.
        QCOMPARE(anna_->newest().statistics.packetsReceived, std::uint64_t(0));
        QVERIFY(!anna_->hears(benTone));
    }

    /// Whatever both sides want, they hear each other, or are told why not; and the lock says what
    /// came of it.
    void everyPairOfWishes_data() {
        QTest::addColumn<int>("anna");
        QTest::addColumn<int>("ben");
        QTest::addColumn<int>("shown");
        const auto row = [](const char* name, EndToEnd anna, EndToEnd ben, MediaProtection shown) {
            QTest::newRow(name) << int(anna) << int(ben) << int(shown);
        };
        row("both", EndToEnd::WherePossible, EndToEnd::WherePossible, MediaProtection::EndToEnd);
        row("caller alone", EndToEnd::WherePossible, EndToEnd::Never, MediaProtection::Srtp);
        row("called alone", EndToEnd::Never, EndToEnd::WherePossible, MediaProtection::Srtp);
        row("caller insists", EndToEnd::Always, EndToEnd::WherePossible, MediaProtection::EndToEnd);
        row("called insists", EndToEnd::WherePossible, EndToEnd::Always, MediaProtection::EndToEnd);
    }
    void everyPairOfWishes() {
        QFETCH(int, anna);
        QFETCH(int, ben);
        QFETCH(int, shown);
        QVERIFY(start(line(1, EndToEnd(anna)), line(2, EndToEnd(ben))));
        QVERIFY(connect());
        QVERIFY(bothHear());
        QVERIFY(bothShow(MediaProtection(shown)));
        QVERIFY(anna_->newest().statistics.remotePort == ben_->newest().statistics.localPort);
    }
    void whoInsistsIsNotAnsweredWithLess() {
        QVERIFY(start(line(1, EndToEnd::Always), line(2, EndToEnd::Never)));
        QVERIFY((*anna_)->dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
        QVERIFY(anna_->newest().end == CallEnd::Failed);
        QVERIFY(anna_->newest().reason.find("protection") != std::string::npos);
        QVERIFY((*ben_)->calls().empty() || ben_->state() == CallState::Ended);
    }

    /// Anna's address goes away: the checks start anew, on the way through the relay too.
    void theWayIsFoundAnew_data() {
        QTest::addColumn<bool>("byRelay");
        QTest::newRow("straight") << false;
        QTest::newRow("by the relay") << true;
    }
    void theWayIsFoundAnew() {
        QFETCH(bool, byRelay);
        const auto first = byRelay ? QStringLiteral("10.9.1.1") : QStringLiteral("10.9.0.1");
        const auto second = byRelay ? QStringLiteral("10.9.1.2") : QStringLiteral("10.9.0.2");
        if (!byRelay) {
            QVERIFY(ip(QStringLiteral("link add moving type veth peer name other")));
            QVERIFY(ip(QStringLiteral("link set moving up")));
        }
        QVERIFY(ip(QStringLiteral("addr add %1/32 dev moving").arg(first)));
        const auto always = EndToEnd::Always;
        QVERIFY(start(byRelay ? relayed(1) : line(1, always),
                      byRelay ? relayed(2) : line(2, always), first));
        QVERIFY(connect());
        QVERIFY(bothHear());
        QVERIFY(bothShow(MediaProtection::EndToEnd));
        const auto fragments = valuesOf(signalled_, "ice-ufrag").size();
        const auto from = anna_->recorded();
        QVERIFY(ip(QStringLiteral("addr add %1/32 dev moving").arg(second)));
        QVERIFY(speakFrom(second));
        QVERIFY(ip(QStringLiteral("addr del %1/32 dev moving").arg(first)));
        (*anna_)->networkChanged();
        QTRY_VERIFY_WITH_TIMEOUT(valuesOf(signalled_, "ice-ufrag").size() > fragments, patience);
        // A second and a half of the tone by the new way.
        WAIT_UNTIL(anna_->recorded() > from + 1.5 && anna_->hears(benTone) &&
                       ben_->hears(annaTone) && anna_->isRegistered(),
                   patience);
        QVERIFY(bothShow(MediaProtection::EndToEnd));
        qInfo("gap %.0f ms", 1'000 * anna_->longestSilence(from));
        QVERIFY((*ben_)->hangUp(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
    }
};

int main(int argc, char* argv[]) {
    forbidden = test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    EndToEndTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "EndToEndTest.moc"
