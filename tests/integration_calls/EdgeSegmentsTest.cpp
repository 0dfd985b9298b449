// SPDX-License-Identifier: GPL-3.0-or-later
// Which leg of a call through the edge is encrypted: whoever reads packets there tries to listen.
#include <QCoreApplication>
#include <QTest>
#include <cmath>
#include <set>

#include "OwnNetwork.h"
#include "PacketReader.h"
#include "Person.h"
#include "Rows.h"
#include "media/ToneMeter.h"
#include "media/codecs/AudioCodec.h"
#include "media/rtp/RtpPacket.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;
using telephony::MediaProtection;

namespace {

std::string forbidden;

constexpr double outsideTone = 600;
constexpr double insideTone = 1000;

}  // namespace

/// Anna is outside, Ben inside; all their packets are read.
class EdgeSegmentsTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 30'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<PacketReader> reader_;
    std::unique_ptr<Person> anna_;
    std::unique_ptr<Person> ben_;
    QString annasMode_;
    QString bensMode_;
    std::string heard_;  ///< what was made of the packets last

    /// Signs the person in anew where the mode of their device has changed.
    [[nodiscard]] bool set(std::unique_ptr<Person>& person, int number, QString& now,
                           const QString& wanted) {
        if (now == wanted) return true;
        const std::string name = number == 1 ? "anna" : "ben";
        if (!office_.done({"answer", "device-security-" + name, wanted.toStdString()}))
            return false;
        now = wanted;
        person.reset();
        const auto where = number == 1 ? Person::Where::Outside : Person::Where::Inside;
        person = std::make_unique<Person>(office_, number, where,
                                          number == 1 ? outsideTone : insideTone);
        return person->signIn();
    }
    /// Sound that went between that address and others, one way.
    struct Leg {
        std::uint32_t from = 0;
        std::uint32_t to = 0;
        [[nodiscard]] bool has(const WirePacket& packet) const {
            return (from == 0 || packet.fromHost == from) && (to == 0 || packet.toHost == to);
        }
    };
    [[nodiscard]] Leg into(int zone, int host) const {
        return {0, hostOf(office_.address(zone, host))};
    }
    [[nodiscard]] Leg outOf(int zone, int host) const {
        return {hostOf(office_.address(zone, host)), 0};
    }

    [[nodiscard]] static std::unique_ptr<media::AudioDecoder> decoderOf(int payloadType) {
        for (const auto& format : media::offeredFormats()) {
            if (format.payloadType != payloadType) continue;
            if (auto made = media::makeDecoder(format.codec)) return std::move(*made);
        }
        return nullptr;
    }
    /// What somebody hears who takes the payloads for sound as they are: true where it is the
    /// tone. Half a second of packets has to be there.
    [[nodiscard]] bool isHeardOn(const Leg& leg, double frequency) {
        std::unique_ptr<media::AudioDecoder> decoder;
        std::vector<std::int16_t> heard;
        std::vector<std::int16_t> samples(5760);
        for (const auto& packet : reader_->packets()) {
            if (packet.transport != WirePacket::Transport::Udp || !leg.has(packet)) continue;
            const auto* bytes = reinterpret_cast<const std::uint8_t*>(packet.payload.data());
            const std::span whole(bytes, packet.payload.size());
            const auto sound = media::parseRtp(whole);
            if (!sound || media::looksLikeRtcp(whole)) continue;
            if (!decoder) decoder = decoderOf(sound->header.payloadType);
            if (!decoder) continue;
            const int count = decoder->decode(sound->payload, samples);
            heard.insert(heard.end(), samples.begin(), samples.begin() + std::max(count, 0));
        }
        if (!decoder) return false;
        const auto tone = media::strongestTone(heard, decoder->sampleRate());
        heard_ = std::to_string(heard.size()) + " samples, " + std::to_string(tone.frequency) +
                 " Hz at " + std::to_string(tone.level) + " dB";
        return std::abs(tone.frequency - frequency) < 5 && tone.level > -30;
    }
    [[nodiscard]] int packetsOn(const Leg& leg) {
        int count = 0;
        for (const auto& packet : reader_->packets()) {
            count += packet.transport == WirePacket::Transport::Udp && leg.has(packet) ? 1 : 0;
        }
        return count;
    }
    /// Waits for a second of packets on both legs, both ways.
    [[nodiscard]] bool readsOn() {
        constexpr int wanted = 50;
        reader_->forget();
        return QTest::qWaitFor(
            [this] {
                return packetsOn(into(1, 11)) > wanted && packetsOn(outOf(1, 11)) > wanted &&
                       packetsOn(into(0, 41)) > wanted && packetsOn(outOf(0, 41)) > wanted;
            },
            patience);
    }
    /// A busy machine spoils a second now and then: what is readable is readable in another one.
    [[nodiscard]] bool innerLegIsReadable() {
        for (int tries = 0; tries < 4; ++tries) {
            if (!readsOn()) return false;
            if (isHeardOn(outOf(0, 41), outsideTone) && isHeardOn(into(0, 41), insideTone)) {
                return true;
            }
        }
        return false;
    }

private Q_SLOTS:
    void initTestCase() {
        if (!forbidden.empty()) QSKIP(forbidden.c_str());
        reader_ = std::make_unique<PacketReader>();
        QVERIFY2(reader_->failure().empty(), reader_->failure().c_str());
        QVERIFY2(office_.start({"--with", "edge"}), office_.failure().c_str());
    }
    void cleanupTestCase() {
        anna_.reset();
        ben_.reset();
        reader_.reset();
    }

    void bothLegs_data() {
        QTest::addColumn<QString>("outside");
        QTest::addColumn<QString>("inside");
        QTest::addColumn<bool>("anEncryptedInnerLeg");
        const auto none = QStringLiteral("1");
        const auto authenticated = QStringLiteral("2");
        const auto encrypted = QStringLiteral("3");
        QTest::newRow("both encrypted") << encrypted << encrypted << true;
        QTest::newRow("inside not") << encrypted << none << false;
        QTest::newRow("neither") << authenticated << none << false;
        QTest::newRow("outside not") << authenticated << encrypted << false;
    }
    void bothLegs() {
        ROWS("ENC-07");
        QFETCH(QString, outside);
        QFETCH(QString, inside);
        QFETCH(bool, anEncryptedInnerLeg);
        QVERIFY(set(anna_, 1, annasMode_, outside));
        QVERIFY(set(ben_, 2, bensMode_, inside));
        const auto one = &anna_;
        const auto other = &ben_;
        for (const auto& [caller, callee] : {std::pair(one, other), std::pair(other, one)}) {
            // What the call before has recorded must not count.
            QVERIFY(QTest::qWaitFor(
                [this] { return !anna_->hears(insideTone) && !ben_->hears(outsideTone); },
                patience));
            auto& from = **caller;
            auto& to = **callee;
            QVERIFY(from.calls().dial(office_.number(caller == one ? 2 : 1)));
            QTRY_VERIFY_WITH_TIMEOUT(to.state() == CallState::Incoming, patience);
            QVERIFY(to.calls().answer(to.newest().id));
            QVERIFY(QTest::qWaitFor(
                [this] { return anna_->hears(insideTone) && ben_->hears(outsideTone); }, patience));
            if (anEncryptedInnerLeg) {
                QVERIFY(readsOn());
                QVERIFY(!isHeardOn(outOf(0, 41), outsideTone));
                QVERIFY(!isHeardOn(into(0, 41), insideTone));
            } else {
                QVERIFY2(innerLegIsReadable(), heard_.c_str());
            }
            // Outside nobody hears anything, whatever the devices are set to.
            QVERIFY(!isHeardOn(into(1, 11), outsideTone));
            QVERIFY(!isHeardOn(outOf(1, 11), insideTone));
            QVERIFY(anna_->newest().protection == MediaProtection::Srtp);
            QCOMPARE(ben_->newest().protection == MediaProtection::Srtp, anEncryptedInnerLeg);
            QVERIFY(from.calls().hangUp(from.newest().id));
            QTRY_VERIFY_WITH_TIMEOUT(
                anna_->state() == CallState::Ended && ben_->state() == CallState::Ended, patience);
        }
    }
};

int main(int argc, char* argv[]) {
    forbidden = test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    EdgeSegmentsTest segments;
    return QTest::qExec(&segments, argc, argv);
}
#include "EdgeSegmentsTest.moc"
