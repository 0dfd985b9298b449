// SPDX-License-Identifier: GPL-3.0-or-later
// What device files and people's choices make of the packets of a call.
#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <set>

#include "OwnNetwork.h"
#include "PacketReader.h"
#include "Rows.h"
#include "client/Client.h"
#include "integration_client/LiveClient.h"
#include "media/PortRange.h"

ROWS("QOS-03", "QOS-04", "QOS-05", "AUD-10", "NONE-24");

using namespace sidetone;
using namespace sidetone::test;
using client::Client;
using client::ClientState;
using telephony::CallState;

namespace {

std::string forbidden;

/// A whole client with the test pattern for a camera.
struct Life : test::LiveClient {
    [[nodiscard]] telephony::Call newest() const {
        const auto calls = client->calls()->calls();
        if (!calls.empty()) return calls.back();
        telephony::Call none;
        none.state = CallState::Ended;
        return none;
    }
};

/// Code points that were seen.
using Marks = std::set<int>;

std::string textOf(const Marks& marks) {
    std::string text = "seen:";
    for (const int mark : marks) text += " " + std::to_string(mark);
    return text;
}

}  // namespace

/// Two whole clients, in a network of their own in which every packet is read.
class DeviceFileTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 30'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<PacketReader> reader_;
    Life anna_;
    Life ben_;

    [[nodiscard]] Life live(const std::string& name) const {
        const auto folder = folder_->path().toStdString();
        auto options = test::liveOptions(office_, folder + "/" + name, folder + "/etc");
        options.videoIn = "test";
        Life life{test::liveClient(options)};
        return life;
    }
    [[nodiscard]] bool signIn(Client& client, int person) const {
        if (!client.signIn(office_.user(person), office_.password(person))) return false;
        return QTest::qWaitFor(
            [&client] {
                const auto* calls = client.calls();
                return client.state() == ClientState::Ready && calls != nullptr &&
                       calls->lineState() == telephony::LineState::Registered;
            },
            patience);
    }
    using Choice = std::pair<const char*, const char*>;
    [[nodiscard]] bool choose(const Choice& choice) const {
        return anna_.client->setPreference(choice.first, choice.second) &&
               ben_.client->setPreference(choice.first, choice.second);
    }
    [[nodiscard]] bool signInBoth(const std::vector<Choice>& choices = {}) {
        anna_ = live("anna");
        ben_ = live("ben");
        const bool chosen = std::all_of(choices.begin(), choices.end(),
                                        [this](const Choice& choice) { return choose(choice); });
        return chosen && signIn(*anna_.client, 1) && signIn(*ben_.client, 2);
    }
    [[nodiscard]] bool bothAre(CallState state) const {
        return QTest::qWaitFor(
            [&] { return anna_.newest().state == state && ben_.newest().state == state; },
            patience);
    }
    /// Connected, with ports that are known.
    [[nodiscard]] bool connect() {
        reader_->forget();
        if (!anna_.client->calls()->dial(office_.number(2))) return false;
        if (!QTest::qWaitFor([&] { return ben_.newest().state == CallState::Incoming; },
                             patience) ||
            !ben_.client->calls()->answer(ben_.newest().id) || !bothAre(CallState::Connected)) {
            return false;
        }
        return QTest::qWaitFor(
            [&] {
                return anna_.newest().statistics.localPort != 0 &&
                       ben_.newest().statistics.localPort != 0;
            },
            patience);
    }
    [[nodiscard]] bool showAnna() const {
        if (!anna_.client->calls()->setVideo(anna_.newest().id, telephony::OwnVideo::On)) {
            return false;
        }
        return QTest::qWaitFor(
            [&] {
                const auto& video = anna_.newest().video;
                return video.sending && video.statistics.localPort != 0;
            },
            patience);
    }
    [[nodiscard]] bool hangUp() const {
        return anna_.client->calls()->hangUp(anna_.newest().id) && bothAre(CallState::Ended);
    }
    /// Of the next packets that leave these ports, RTCP among them.
    [[nodiscard]] Marks marksFrom(const std::vector<int>& ports) {
        constexpr int wanted = 40;
        Marks marks;
        reader_->forget();
        static_cast<void>(QTest::qWaitFor(
            [&] {
                marks.clear();
                int seen = 0;
                for (const auto& packet : reader_->packets()) {
                    const int port = packet.from & ~1;
                    if (packet.transport != WirePacket::Transport::Udp ||
                        std::find(ports.begin(), ports.end(), port) == ports.end()) {
                        continue;
                    }
                    marks.insert(packet.dscp);
                    ++seen;
                }
                return seen >= wanted;
            },
            patience));
        return marks;
    }
    [[nodiscard]] Marks marksOfSound() {
        return marksFrom({anna_.newest().statistics.localPort, ben_.newest().statistics.localPort});
    }
    [[nodiscard]] Marks marksOfPicture() {
        return marksFrom({anna_.newest().video.statistics.localPort});
    }
    /// What was signalled since connect() began: to the call server, with something in it.
    [[nodiscard]] Marks marksOfSignalling() {
        Marks marks;
        for (const auto& packet : reader_->packets()) {
            const bool isSignalling = packet.transport == WirePacket::Transport::Tcp &&
                                      packet.to == 5061 && !packet.payload.empty();
            if (isSignalling) marks.insert(packet.dscp);
        }
        return marks;
    }

private Q_SLOTS:
    void initTestCase() {
        if (!forbidden.empty()) QSKIP(forbidden.c_str());
        reader_ = std::make_unique<PacketReader>();
        QVERIFY2(reader_->failure().empty(), reader_->failure().c_str());
        QVERIFY2(office_.start(), office_.failure().c_str());
    }
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void cleanup() {
        anna_.client.reset();
        anna_.platform.reset();
        ben_.client.reset();
        ben_.platform.reset();
        if (!forbidden.empty()) return;
        QVERIFY(office_.done({"answer", "marking", "usual"}));
        QVERIFY(office_.done({"answer", "device-security", "usual"}));
    }
    void cleanupTestCase() { reader_.reset(); }

    void packetsAreMarkedAsTheDeviceFileSays_data() {
        QTest::addColumn<QString>("octets");
        QTest::addColumn<int>("sound");
        QTest::addColumn<int>("picture");
        QTest::addColumn<int>("soundBesidePicture");
        QTest::addColumn<int>("signalling");
        QTest::newRow("EF, AF41, CS3") << QStringLiteral("usual") << 46 << 34 << 34 << 24;
        QTest::newRow("changed") << QStringLiteral("160 72 184 104") << 40 << 18 << 46 << 26;
    }
    void packetsAreMarkedAsTheDeviceFileSays() {
        QFETCH(QString, octets);
        QFETCH(int, sound);
        QFETCH(int, picture);
        QFETCH(int, soundBesidePicture);
        QFETCH(int, signalling);
        QVERIFY(office_.done({"answer", "marking", octets.toStdString()}));
        QVERIFY(signInBoth());
        QVERIFY(connect());
        QVERIFY(anna_.newest().protection == telephony::MediaProtection::Srtp);
        auto marks = marksOfSignalling();
        QVERIFY2(marks == Marks{signalling}, textOf(marks).c_str());
        marks = marksOfSound();
        QVERIFY2(marks == Marks{sound}, textOf(marks).c_str());
        QVERIFY(showAnna());
        marks = marksOfPicture();
        QVERIFY2(marks == Marks{picture}, textOf(marks).c_str());
        marks = marksOfSound();
        QVERIFY2(marks == Marks{soundBesidePicture}, textOf(marks).c_str());
        // The ports tell them apart as well.
        const auto ports = media::PortRange{};
        for (const int port :
             {anna_.newest().statistics.localPort, ben_.newest().statistics.localPort}) {
            QVERIFY(port >= ports.audioHalf().start && port <= ports.audioHalf().stop);
        }
        const int pictures = anna_.newest().video.statistics.localPort;
        QVERIFY(pictures >= ports.videoHalf().start && pictures <= ports.videoHalf().stop);
        QVERIFY(hangUp());
    }

    void aPersonsChoicesCount() {
        QVERIFY(signInBoth({{"EnableDSCPPacketMarking", "false"}}));
        QVERIFY(connect());
        auto marks = marksOfSignalling();
        QVERIFY2(marks == Marks{0}, textOf(marks).c_str());
        marks = marksOfSound();
        QVERIFY2(marks == Marks{0}, textOf(marks).c_str());
        QVERIFY(showAnna());
        marks = marksOfPicture();
        QVERIFY2(marks == Marks{0}, textOf(marks).c_str());
        QVERIFY(hangUp());
        // On again: from the next call on.
        QVERIFY(choose({"EnableDSCPPacketMarking", "true"}));
        QVERIFY(connect());
        marks = marksOfSound();
        QVERIFY2(marks == Marks{46}, textOf(marks).c_str());
        QVERIFY(hangUp());
        for (const bool low : {true, false}) {
            QVERIFY(choose({"Low_Bandwidth_Mode", low ? "true" : "false"}));
            QVERIFY(connect());
            for (const auto* life : {&anna_, &ben_}) {
                QCOMPARE(life->newest().statistics.codec == "G729/8000", low);
            }
            QVERIFY(hangUp());
        }
    }

    /// Keys of SRTP are offered and taken by devices that are set to encryption, although
    /// signalling goes over TLS either way.
    void oneDeviceWithoutEncryptionIsEnough() {
        anna_ = live("anna");
        ben_ = live("ben");
        QVERIFY(signIn(*anna_.client, 1));
        QVERIFY(office_.done({"answer", "device-security", "1"}));
        QVERIFY(signIn(*ben_.client, 2));
        QVERIFY(connect());
        for (const auto* life : {&anna_, &ben_}) {
            QVERIFY(life->newest().protection == telephony::MediaProtection::None);
        }
        QVERIFY(hangUp());
    }
};

int main(int argc, char* argv[]) {
    forbidden = test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    DeviceFileTest device;
    return QTest::qExec(&device, argc, argv);
}
#include "DeviceFileTest.moc"
