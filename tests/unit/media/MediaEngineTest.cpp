// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/MediaEngine.h"

#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <functional>

#include "Rows.h"
#include "Sounds.h"
#include "ToneMeter.h"
#include "media/devices/FileDevices.h"
#include "media/devices/ToneDevices.h"

using namespace sidetone::media;
using sidetone::core::ErrorCode;
using sidetone::core::Log;
using sidetone::core::SystemRandom;
using sidetone::test::newestToneInWav;
using sidetone::test::sine;

ROWS("CODEC-01", "CODEC-02", "CODEC-05");

namespace {

/// Two engines with files as devices and real sockets between them.
class Loopback {
public:
    struct Side {
        std::string output;
        std::unique_ptr<MediaEngine> engine;
        std::unique_ptr<AudioSession> session;
        AudioParameters parameters;
        AudioStatistics statistics;
        QByteArray digits;
        int firstPackets = 0;
    };

    Loopback(const QTemporaryDir& folder, const std::string& name, AudioCodecKind codec,
             std::optional<SrtpSuite> suite) {
        for (int i = 0; i < 2; ++i) {
            const auto file = [&](const char* end) {
                return folder.filePath(QString::fromStdString(name + std::to_string(i) + end))
                    .toStdString();
            };
            const double tone = i == 0 ? 600 : 1000;
            // Another rate than any codec's, and whole periods, so that the loop has no click.
            static_cast<void>(writeWav(file("-in.wav"), {44100, sine(tone, 12, 44100, 44100)}));
            side[i].output = file("-out.wav");
            auto devices = FileDevices::create(file("-in.wav"), side[i].output);
            side[i].engine = MediaEngine::create({random_, log_, *devices});
            auto session = side[i].engine->createAudioSession({"127.0.0.1", ports, 46});
            side[i].session = std::move(*session);
            listen(side[i]);
            auto& parameters = side[i].parameters;
            parameters.send = {codec, 96, {}};
            parameters.receive = {{codec, 96, {}}};
            parameters.sendTelephoneEvent = 101;
            parameters.receiveTelephoneEvent = 101;
            if (suite) parameters.localKey = makeSrtpKey(*suite, random_);
        }
        for (int i = 0; i < 2; ++i) {
            side[i].parameters.remoteKey = side[1 - i].parameters.localKey;
            side[i].parameters.remoteRtp = side[1 - i].session->localRtp();
        }
    }

    bool configure() {
        return side[0].session->configure(side[0].parameters).has_value() &&
               side[1].session->configure(side[1].parameters).has_value();
    }
    [[nodiscard]] bool hears(int i) const {
        const double expected = i == 0 ? 1000 : 600;
        const auto tone = newestToneInWav(side[i].output);
        return std::abs(tone.frequency - expected) < expected / 100 &&
               std::abs(tone.level + 12) < 1;
    }
    [[nodiscard]] bool hearsNothing(int i) const {
        return newestToneInWav(side[i].output).level < -70;
    }

    static constexpr PortRange ports{17000, 17199};
    Side side[2];

private:
    static void listen(Side& side) {
        auto* session = side.session.get();
        QObject::connect(session, &AudioSession::statisticsChanged, session,
                         [&side](const AudioStatistics& s) { side.statistics = s; });
        QObject::connect(session, &AudioSession::digitReceived, session,
                         [&side](char digit) { side.digits += digit; });
        QObject::connect(session, &AudioSession::firstPacketReceived, session,
                         [&side] { ++side.firstPackets; });
    }
    SystemRandom random_;
    Log log_;
};

/// Looks again and again until it is so. QTRY_VERIFY asks once more after the first success,
/// when a busy machine may just have swallowed a packet.
bool soon(const std::function<bool()>& isSo) {
    return QTest::qWaitFor(isSo, 20000);
}

double processSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

class MediaEngineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Each codec with and without protection, over real sockets, all at the same time.
    void everyCodecIsHeardOverTheWire() {
        const QTemporaryDir folder;
        std::vector<std::unique_ptr<Loopback>> calls;
        for (const auto& format : offeredFormats()) {
            for (const auto suite :
                 {std::optional<SrtpSuite>(), std::optional(SrtpSuite::AesCm128Sha80)}) {
                calls.push_back(std::make_unique<Loopback>(folder, std::to_string(calls.size()),
                                                           format.codec, suite));
                QVERIFY(calls.back()->configure());
            }
        }
        for (const auto& call : calls) {
            for (int i = 0; i < 2; ++i) {
                QVERIFY(soon([&] { return call->hears(i); }));
                QTRY_VERIFY_WITH_TIMEOUT(call->side[i].statistics.packetsReceived > 0, 20000);
                QCOMPARE(call->side[i].firstPackets, 1);
                const auto port = call->side[i].session->localRtp().port;
                QVERIFY(port >= 17000 && port <= 17198 && port % 2 == 0);
                QCOMPARE(int(call->side[i].session->localRtcp().port), port + 1);
                QCOMPARE(call->side[i].statistics.localPort, int(port));
                QCOMPARE(call->side[i].statistics.remotePort,
                         int(call->side[1 - i].session->localRtp().port));
                QCOMPARE(call->side[i].statistics.packetsRefused, std::uint64_t(0));
            }
        }
    }
    void holdIsSilentAndResumeIsHeard() {
        const QTemporaryDir folder;
        Loopback call(folder, "hold", AudioCodecKind::Opus, SrtpSuite::AesCm256Sha80);
        QVERIFY(call.configure());
        QVERIFY(soon([&] { return call.hears(0); }) && soon([&] { return call.hears(1); }));
        call.side[0].parameters.direction = MediaDirection::Inactive;
        call.side[1].parameters.direction = MediaDirection::Inactive;
        QVERIFY(call.configure());
        QVERIFY(soon([&] { return call.hearsNothing(0); }));
        QVERIFY(soon([&] { return call.hearsNothing(1); }));
        call.side[0].parameters.direction = MediaDirection::SendReceive;
        call.side[1].parameters.direction = MediaDirection::SendReceive;
        QVERIFY(call.configure());
        QVERIFY(soon([&] { return call.hears(0); }) && soon([&] { return call.hears(1); }));
        QVERIFY(call.side[0].session->sendDigit('7').has_value());
        QTRY_COMPARE_WITH_TIMEOUT(call.side[1].digits, QByteArray("7"), 20000);
    }
    void nothingComesAfterStop() {
        const QTemporaryDir folder;
        Loopback call(folder, "stop", AudioCodecKind::Pcmu, std::nullopt);
        QSignalSpy statistics(call.side[0].session.get(), &AudioSession::statisticsChanged);
        QVERIFY(call.configure());
        QTRY_VERIFY_WITH_TIMEOUT(call.side[1].firstPackets == 1, 20000);
        call.side[0].session->stop();
        statistics.clear();
        QVERIFY(!call.side[0].session->configure(call.side[0].parameters).has_value());
        QTest::qWait(1200);
        QCOMPARE(statistics.size(), 0);
        // The file is whole: it ends with the last sample.
        call.side[0].session.reset();
        call.side[0].engine.reset();
        const auto size = std::filesystem::file_size(call.side[0].output);
        QCOMPARE(readWav(call.side[0].output)->samples.size() * 2 + 44, size);
    }
    void rangesRunOut() {
        SystemRandom random;
        Log log;
        auto engine = MediaEngine::create({random, log, std::make_shared<NullDevices>()});
        const AudioSessionSetup setup{"127.0.0.1", {17301, 17306}, 46};
        auto first = engine->createAudioSession(setup);
        auto second = engine->createAudioSession(setup);
        QVERIFY(first.has_value() && second.has_value());
        QCOMPARE(engine->createAudioSession(setup).error().code, ErrorCode::Busy);
        (*first).reset();
        QTRY_VERIFY(engine->createAudioSession(setup).has_value());
        QCOMPARE(engine->createAudioSession({"127.0.0.1", {17301, 17302}, 46}).error().code,
                 ErrorCode::InvalidInput);
        QCOMPARE(engine->createAudioSession({"192.0.2.1", {17301, 17306}, 46}).error().code,
                 ErrorCode::Unreachable);
        QCOMPARE(engine->createAudioSession({"localhost", {17301, 17306}, 46}).error().code,
                 ErrorCode::InvalidInput);
        QCOMPARE((*second)->sendDigit('x').error().code, ErrorCode::InvalidInput);
        QCOMPARE((*second)->sendDigit('1').error().code, ErrorCode::Unsupported);
    }
    void packetsCarryTheMark() {
        SystemRandom random;
        Log log;
        auto engine = MediaEngine::create({random, log, std::make_shared<ToneDevices>(440, 12)});
        auto session = std::move(*engine->createAudioSession({"127.0.0.1", {17310, 17319}, 46}));
        const int receiver = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        sockaddr_in local{};
        local.sin_family = AF_INET;
        local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof local;
        const timeval patience{20, 0};
        const int on = 1;
        setsockopt(receiver, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        setsockopt(receiver, IPPROTO_IP, IP_RECVTOS, &on, sizeof on);
        QCOMPARE(bind(receiver, reinterpret_cast<sockaddr*>(&local), sizeof local), 0);
        getsockname(receiver, reinterpret_cast<sockaddr*>(&local), &length);
        AudioParameters parameters;
        parameters.remoteRtp = {"127.0.0.1", ntohs(local.sin_port)};
        parameters.receive = {{AudioCodecKind::Pcmu, 0, {}}};
        QVERIFY(session->configure(parameters).has_value());
        char bytes[1500];
        char control[64];
        iovec part{bytes, sizeof bytes};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        QCOMPARE(int(recvmsg(receiver, &message, 0)), 172);
        const cmsghdr* header = CMSG_FIRSTHDR(&message);
        QVERIFY(header != nullptr && header->cmsg_type == IP_TOS);
        QCOMPARE(int(*CMSG_DATA(header)), 46 << 2);
        // In mid-call, as when a picture comes; what is on its way still has the old mark.
        parameters.dscp = 34;
        QVERIFY(session->configure(parameters).has_value());
        int octet = 0;
        for (int i = 0; i < 500 && octet != 34 << 2; ++i) {
            message.msg_controllen = sizeof control;
            QCOMPARE(int(recvmsg(receiver, &message, 0)), 172);
            octet = *CMSG_DATA(CMSG_FIRSTHDR(&message));
        }
        QCOMPARE(octet, 34 << 2);
        parameters.dscp = 64;
        QVERIFY(!session->configure(parameters).has_value());
        ::close(receiver);
    }
    void eachCallHasItsRecording() {
        const QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("o.wav")).toStdString();
        auto devices = *FileDevices::create("", path);
        const auto one = devices->openSink();
        const auto two = devices->openSink();
        two->write(std::vector<std::int16_t>(960, 5));
        QTRY_COMPARE(
            readWav(folder.filePath(QStringLiteral("o-2.wav")).toStdString())->samples.size(),
            std::size_t(960));
        QVERIFY(readWav(path).has_value());
        QVERIFY(!FileDevices::create("/nonexistent.wav", "").has_value());
        QVERIFY(!FileDevices::create("", "/nonexistent/o.wav").has_value());
    }
    /// Figures for the log: protected calls with files at both ends, resampling included.
    void costsLittle() {
        const int seconds = qEnvironmentVariableIntValue("SIDETONE_CPU_SECONDS");
        if (seconds == 0) {
            qInfo("not measured: SIDETONE_CPU_SECONDS is not set");
            return;
        }
        const QTemporaryDir folder;
        for (const auto& format : offeredFormats()) {
            Loopback call(folder, rtpmap(format.codec).substr(0, 4), format.codec,
                          SrtpSuite::AesCm128Sha80);
            for (auto& side : call.side) {
                side.parameters.send = format;
                side.parameters.receive = {format};
            }
            QVERIFY(call.configure());
            const double before = processSeconds();
            QTest::qWait(seconds * 1000);
            qInfo("%s: %.3f s CPU for one end of a call of 30 s", rtpmap(format.codec).c_str(),
                  (processSeconds() - before) / 2 * 30 / seconds);
        }
    }
};

QTEST_GUILESS_MAIN(MediaEngineTest)
#include "MediaEngineTest.moc"
