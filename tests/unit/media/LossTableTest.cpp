// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cstdio>
#include <deque>

#include "Sounds.h"
#include "core/Random.h"
#include "media/SoundReceiver.h"

using namespace sidetone::media;
using sidetone::core::Instant;
using sidetone::core::Milliseconds;
using sidetone::core::SeededRandom;
using sidetone::test::sine;

namespace {

constexpr int packets = 3000;  // a minute
constexpr int warmUp = 250;    // the first 5 s, in which the buffer gets to know the line

/// What came of a minute on a line, behind the warm-up; parts of all packets, in percent.
struct Outcome {
    double late = 0;
    double lost = 0;
    double concealed = 0;
    double meanDelay = 0;  ///< ms in the jitter buffer
    int longestDelay = 0;
};

/// A sender of G.711 each 20 ms, a network that loses some packets and delays each by up to
/// `jitter` ms, so that they overtake each other, and a receiver. Virtual time.
Outcome measure(int lossPercent, int jitter) {
    struct InFlight {
        int at;
        std::uint64_t number;
    };
    SeededRandom random(static_cast<std::uint64_t>(lossPercent * 1000 + jitter + 1));
    SoundReceiver receiver(0);
    std::vector<DecoderEntry> decoders;
    decoders.push_back({0, AudioCodecKind::Pcmu, std::move(*makeDecoder(AudioCodecKind::Pcmu))});
    receiver.setDecoders(std::move(decoders));
    const std::vector<std::uint8_t> payload(160, 0x95);
    std::vector<InFlight> flying;
    Outcome outcome;
    std::uint64_t concealedBefore = 0;
    double delays = 0;
    for (int now = 0; now < packets * 20; ++now) {
        const bool counts = now >= warmUp * 20;
        const auto time = Instant(Milliseconds(100000 + now));
        if (now % 20 == 0) {
            const bool lost = random.below(100) < static_cast<std::uint64_t>(lossPercent);
            const auto delay = 5 + static_cast<int>(random.below(std::uint64_t(jitter) + 1));
            if (!lost) flying.push_back({now + delay, static_cast<std::uint64_t>(now / 20)});
            if (lost && counts) ++outcome.lost;
        }
        for (std::size_t i = 0; i < flying.size();) {
            if (flying[i].at > now) {
                ++i;
                continue;
            }
            RtpPacket packet;
            packet.header.timestamp = static_cast<std::uint32_t>(160 * flying[i].number);
            packet.payload = payload;
            const auto put =
                receiver.put(packet, 70000 + flying[i].number, SoundReceiver::Content::Sound, time);
            if (put != JitterBuffer::Put::Kept && counts) ++outcome.late;
            flying.erase(flying.begin() + static_cast<std::ptrdiff_t>(i));
        }
        if (now % 20 != 13) continue;
        static_cast<void>(receiver.pull(20, time));
        if (!counts) {
            concealedBefore = receiver.concealedMilliseconds();
            continue;
        }
        delays += receiver.waitingMilliseconds();
        outcome.longestDelay = std::max(outcome.longestDelay, receiver.waitingMilliseconds());
    }
    constexpr double counted = packets - warmUp;
    outcome.late *= 100 / counted;
    outcome.lost *= 100 / counted;
    outcome.concealed =
        double(receiver.concealedMilliseconds() - concealedBefore) / 20 * 100 / counted;
    outcome.meanDelay = delays / counted;
    return outcome;
}

}  // namespace

/// The jitter buffer on bad lines: a table of what is late, lost and concealed, and its bounds.
class LossTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdsItsBounds() {
        std::printf("loss %% jitter ms   lost %%  late %%  concealed %%  delay ms mean  most\n");
        for (const int loss : {0, 1, 5, 10, 20}) {
            for (const int jitter : {0, 20, 50, 100}) {
                const auto outcome = measure(loss, jitter);
                std::printf("%6d %9d %8.1f %7.1f %12.1f %14.0f %5d\n", loss, jitter, outcome.lost,
                            outcome.late, outcome.concealed, outcome.meanDelay,
                            outcome.longestDelay);
                const auto row = QStringLiteral("loss %1 jitter %2").arg(loss).arg(jitter);
                // Late packets are few, and little more is made up than was lost or late.
                QVERIFY2(outcome.late <= 2, qPrintable(row));
                QVERIFY2(outcome.concealed <= outcome.lost + 2, qPrintable(row));
                // The delay follows the line: no more than its jitter, a packet, and some reserve.
                QVERIFY2(outcome.meanDelay <= jitter + 45, qPrintable(row));
                QVERIFY2(outcome.longestDelay <= 400, qPrintable(row));
                if (loss == 0 && jitter == 0) QCOMPARE(outcome.concealed, 0.0);
            }
        }
    }
};

QTEST_GUILESS_MAIN(LossTableTest)
#include "LossTableTest.moc"
