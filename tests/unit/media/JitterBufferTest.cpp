// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/jitter/JitterBuffer.h"

#include <QTest>
#include <algorithm>
#include <functional>
#include <optional>

#include "core/Random.h"

using namespace sidetone::media;
using sidetone::core::Instant;
using sidetone::core::Milliseconds;
using sidetone::core::SeededRandom;

namespace {

using Kind = JitterBuffer::Kind;

/// A sender that makes a packet each 20 ms, a network, the buffer, and a player that takes 20 ms
/// each 20 ms. Packet number n carries n; what was played is written down.
class Line {
public:
    /// Milliseconds under way; empty: lost.
    using Network = std::function<std::optional<int>(int number)>;

    /// Runs until `count` packets were sent and played. Nothing is sent where `speaks` says no.
    void run(
        int count, const Network& network,
        const std::function<bool(int)>& speaks = [](int) { return true; }) {
        for (int i = 0; i < count; ++i, ++slot_) {
            if (speaks(slot_)) {
                if (const auto under = network(number_)) {
                    flying_.push_back({now_ + *under, number_, slot_});
                }
                ++number_;
            }
            for (int k = 0; k < 20; ++k, ++now_) {
                if (now_ % 20 == 13) play();
                arrive();
            }
        }
    }

    JitterBuffer buffer{8000};
    std::vector<int> played;
    int lost = 0;
    int stalls = 0;
    int silences = 0;
    int merges = 0;
    int late = 0;
    int duplicates = 0;
    int copies = 0;
    std::uint32_t firstTimestamp = 0xFFFFF000;  // wraps soon
    std::uint64_t firstSequence = 65536 + 65500;

private:
    struct InFlight {
        int at = 0;
        int number = 0;
        int slot = 0;
    };
    void arrive() {
        for (std::size_t i = 0; i < flying_.size();) {
            if (flying_[i].at > now_) {
                ++i;
                continue;
            }
            put(flying_[i]);
            flying_.erase(flying_.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    void put(const InFlight& flying) {
        const std::array<std::uint8_t, 4> payload{static_cast<std::uint8_t>(flying.number >> 8),
                                                  static_cast<std::uint8_t>(flying.number)};
        JitterBuffer::Packet packet;
        packet.sequence = firstSequence + static_cast<std::uint64_t>(flying.number);
        packet.timestamp = firstTimestamp + static_cast<std::uint32_t>(160 * flying.slot);
        packet.ticks = 160;
        packet.payload = payload;
        const auto put = buffer.put(packet, Instant(Milliseconds(now_)));
        if (put == JitterBuffer::Put::Late) ++late;
        if (put == JitterBuffer::Put::Duplicate) ++duplicates;
    }
    void play() {
        int needed = 160;
        while (needed > 0) {
            const auto play = buffer.take(Instant(Milliseconds(now_)));
            switch (play.kind) {
                case Kind::Sound:
                    note(play);
                    break;
                case Kind::Lost:
                    ++lost;
                    if (!play.next.empty()) ++copies;
                    break;
                case Kind::Stalled:
                    ++stalls;
                    buffer.stalled(160);
                    break;
                case Kind::Silence:
                    ++silences;
                    break;
            }
            needed -= play.ticks > 0 ? play.ticks : 160;
        }
    }
    void note(const JitterBuffer::Play& play) {
        played.push_back(play.packet.payload[0] * 256 + play.packet.payload[1]);
        if (!play.merge) return;
        ++merges;
        const auto second = buffer.take(Instant(Milliseconds(now_)));
        QCOMPARE(second.kind, Kind::Sound);
        QVERIFY(!second.merge);
        played.push_back(second.packet.payload[0] * 256 + second.packet.payload[1]);
    }

    std::vector<InFlight> flying_;
    int now_ = 10000;
    int slot_ = 0;
    int number_ = 0;
};

bool inOrder(const std::vector<int>& played) {
    return std::is_sorted(played.begin(), played.end()) &&
           std::adjacent_find(played.begin(), played.end()) == played.end();
}

std::optional<int> steady(int) {
    return 5;
}

}  // namespace

class JitterBufferTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void playsASteadyStreamWithoutDelay() {
        Line line;
        line.run(500, steady);
        QVERIFY(inOrder(line.played));
        QVERIFY(line.played.size() >= 497);
        QCOMPARE(line.lost + line.stalls + line.late, 0);
        // What the careful beginning put in too much is given back once.
        QCOMPARE(line.merges, 1);
        QVERIFY(line.buffer.waitingMilliseconds() <= 20);
    }
    void putsInOrderAndDropsDoubles() {
        Line line;
        // Every other packet takes 25 ms longer: each pair arrives turned round.
        line.run(500, [](int number) { return std::optional(number % 2 == 0 ? 30 : 5); });
        QVERIFY(inOrder(line.played));
        QVERIFY(line.played.size() >= 490);
        QCOMPARE(line.lost, 0);
        JitterBuffer buffer(8000);
        JitterBuffer::Packet packet;
        packet.ticks = 160;
        QCOMPARE(buffer.put(packet, Instant{}), JitterBuffer::Put::Kept);
        QCOMPARE(buffer.put(packet, Instant{}), JitterBuffer::Put::Duplicate);
    }
    void tellsLossAndOffersTheCopy() {
        Line line;
        int gone = 0;
        line.run(500, [&](int number) -> std::optional<int> {
            if (number % 10 != 7) return 5;
            ++gone;
            return std::nullopt;
        });
        QVERIFY(inOrder(line.played));
        QVERIFY(line.lost >= gone - 1 && line.lost <= gone);
        QCOMPARE(line.copies, line.lost);
        QCOMPARE(line.stalls + line.late, 0);
    }
    void growsWithJitterAndShrinksAfterwards() {
        Line line;
        SeededRandom random(11);
        line.run(1500, [&](int) { return std::optional(5 + static_cast<int>(random.below(80))); });
        QVERIFY(inOrder(line.played));
        // It learns: most stalls are in the beginning.
        QVERIFY2(line.stalls <= 12, qPrintable(QString::number(line.stalls)));
        QVERIFY2(line.late + line.lost <= 30, qPrintable(QString::number(line.late)));
        const int waited = line.buffer.waitingMilliseconds();
        QVERIFY(waited <= 140);
        line.run(1500, steady);
        QVERIFY(line.buffer.waitingMilliseconds() <= 40);
        QVERIFY(line.merges >= 2);
        QVERIFY(inOrder(line.played));
    }
    void followsASenderWhoseClockIsFast() {
        Line line;
        // One packet more every 2 s, as from a clock that is 1 % fast.
        int sent = 0;
        line.run(3000, [&](int) { return std::optional(std::max(0, 3000 - ++sent / 5)); });
        QVERIFY(inOrder(line.played));
        QVERIFY(line.buffer.waitingMilliseconds() <= 80);
    }
    void waitsOutASpike() {
        Line line;
        line.run(200, steady);
        line.run(10, [n = 0](int) mutable { return std::optional(200 - 19 * n++); });
        line.run(300, steady);
        QVERIFY(inOrder(line.played));
        QVERIFY(line.stalls >= 5 && line.stalls <= 12);
        QCOMPARE(line.lost, 0);
        line.run(1500, steady);
        QVERIFY(line.buffer.waitingMilliseconds() <= 60);
    }
    void playsPausesAsSilence() {
        Line line;
        line.run(1000, steady, [](int slot) { return slot % 100 < 60; });
        QVERIFY(inOrder(line.played));
        QVERIFY(line.played.size() >= 595);
        QCOMPARE(line.lost + line.late + line.merges, 0);
    }
    void beginsAnewAfterALongPause() {
        Line line;
        line.run(100, steady);
        line.run(200, steady, [](int) { return false; });
        line.run(100, steady);
        QVERIFY(inOrder(line.played));
        QVERIFY(line.played.size() >= 196);
        QVERIFY(line.buffer.waitingMilliseconds() <= 40);
    }
    void survivesAJumpAhead() {
        Line line;
        line.run(50, steady);
        line.firstSequence += 500;
        line.firstTimestamp += 160 * 500;
        line.run(100, steady);
        QVERIFY(inOrder(line.played));
        QVERIFY(line.played.size() >= 140);
    }
    void dropsAFlood() {
        JitterBuffer buffer(8000);
        const auto put = [&](int i) {
            JitterBuffer::Packet packet;
            packet.sequence = static_cast<std::uint64_t>(100 + i);
            packet.timestamp = static_cast<std::uint32_t>(160 * i);
            packet.ticks = 160;
            static_cast<void>(buffer.put(packet, Instant(Milliseconds(1))));
        };
        for (int i = 0; i < 60; ++i) put(i);
        QCOMPARE(buffer.take(Instant(Milliseconds(100))).kind, Kind::Sound);
        QVERIFY(buffer.waitingMilliseconds() <= 120);
    }
    void digitsFillNoTime() {
        JitterBuffer buffer(8000);
        for (int i = 0; i < 6; ++i) {
            JitterBuffer::Packet packet;
            const bool isDigit = i == 2 || i == 3;
            packet.sequence = static_cast<std::uint64_t>(100 + i);
            packet.timestamp = static_cast<std::uint32_t>(isDigit ? 320 : 160 * i);
            packet.ticks = isDigit ? 0 : 160;
            static_cast<void>(buffer.put(packet, Instant(Milliseconds(1))));
        }
        std::vector<Kind> kinds;
        for (int i = 0; i < 7; ++i) kinds.push_back(buffer.take(Instant(Milliseconds(100))).kind);
        QCOMPARE(kinds, (std::vector<Kind>{Kind::Sound, Kind::Sound, Kind::Silence, Kind::Silence,
                                           Kind::Sound, Kind::Sound, Kind::Stalled}));
    }
    /// Whatever comes, it ends, plays nothing twice and never waits for more than its limit.
    void anySequenceMayCome() {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            SeededRandom random(seed);
            JitterBuffer buffer(8000);
            std::uint64_t base = 65536;
            int now = 0;
            for (int i = 0; i < 5000; ++i) {
                JitterBuffer::Packet packet;
                if (random.below(200) == 0) base += random.below(300);
                packet.sequence = base + static_cast<std::uint64_t>(i) + random.below(10);
                packet.timestamp = random.below(10) == 0
                                       ? random.number32()
                                       : static_cast<std::uint32_t>(160 * packet.sequence);
                packet.ticks = static_cast<int>(random.below(3)) * 160;
                const std::vector<std::uint8_t> payload(random.below(200));
                packet.payload = payload;
                static_cast<void>(buffer.put(packet, Instant(Milliseconds(now))));
                now += static_cast<int>(random.below(40));
                const auto play = buffer.take(Instant(Milliseconds(now)));
                QVERIFY(play.ticks >= 0 && play.ticks <= 8000);
                if (play.kind == Kind::Stalled) buffer.stalled(160);
            }
        }
    }
};

QTEST_GUILESS_MAIN(JitterBufferTest)
#include "JitterBufferTest.moc"
