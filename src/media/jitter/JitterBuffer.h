// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/Clock.h"
#include "media/rtp/RtpPacket.h"

namespace sidetone::media {

/// Puts packets in order and decides what is played when. It knows nothing of sockets and
/// codecs and runs on the time that it is given.
///
/// It adapts by itself. Where sound should be played and nothing is there, the player makes
/// something up and the play position stands still: when the packet comes after all, everything
/// is played that much later from then on. Where, over two seconds (eight after such a stall),
/// a packet's worth and more was never needed, two packets are merged into one. Time spent
/// standing still counts as the silence or loss that it turns out to have been.
///
/// States: Filling (nothing played yet; until 30 ms after the first packet), Playing (also
/// while it stands still; after 2 s of that: Filling).
class JitterBuffer {
public:
    static constexpr std::size_t largestPayload = largestPacket - rtpHeaderOctets;

    /// What is kept of a packet.
    struct Packet {
        std::uint64_t sequence = 0;  ///< extended
        std::uint32_t timestamp = 0;
        std::uint8_t payloadType = 0;
        int ticks = 0;  ///< how long it lasts; 0: no sound (digits, comfort noise)
        std::span<const std::uint8_t> payload;
    };

    enum class Put { Kept, Late, Duplicate };

    enum class Kind {
        Silence,  ///< nothing is due: before the start, or the sender paused
        Sound,    ///< decode `packet`
        Lost,     ///< make up `ticks` for a lost packet; `next` may hold its copy
        Stalled,  ///< nothing is there in time: make something up, as long as you like
    };
    struct Play {
        Kind kind = Kind::Silence;
        int ticks = 0;  ///< how long it lasts; 0: as long as the player needs
        Packet packet;
        std::span<const std::uint8_t> next;
        /// Sound: the next take() gives Sound as well; play both as one, in the time of one.
        bool merge = false;
    };

    explicit JitterBuffer(int clockRate);

    [[nodiscard]] Put put(const Packet& packet, core::Instant arrival);
    /// What to play next. Spans stay valid until the next put(), take() or reset().
    [[nodiscard]] Play take(core::Instant now);
    /// The player made up that much in answer to Stalled.
    void stalled(int ticks);
    /// Another source or clock begins.
    void reset(int clockRate);

    [[nodiscard]] int clockRate() const { return clockRate_; }
    /// How much sound waits.
    [[nodiscard]] int waitingMilliseconds() const;

private:
    static constexpr std::size_t slotCount = 64;
    struct Slot {
        bool used = false;
        std::uint64_t sequence = 0;
        std::int64_t time = 0;  ///< unwrapped timestamp
        std::uint8_t payloadType = 0;
        int ticks = 0;
        std::size_t octets = 0;
        std::array<std::uint8_t, largestPayload> payload{};
    };

    [[nodiscard]] Slot* at(std::uint64_t sequence);
    [[nodiscard]] Slot* oldest();
    [[nodiscard]] std::int64_t unwrap(std::uint32_t timestamp);
    [[nodiscard]] int ticksOf(int milliseconds) const { return milliseconds * clockRate_ / 1000; }
    [[nodiscard]] std::int64_t waitingTicks() const;
    [[nodiscard]] bool start(core::Instant now);
    [[nodiscard]] Play playSlot(Slot& slot);
    [[nodiscard]] Play playGap(const Slot& next);
    void skipSilentSlots();
    void dropExcess();
    void useStallFor(std::int64_t gap);
    void judgeWindow();
    [[nodiscard]] bool mayMerge(std::uint64_t sequence, const Slot& slot);

    int clockRate_;
    std::vector<Slot> slots_;
    bool playing_ = false;
    core::Instant firstArrival_{};
    std::optional<std::int64_t> lastTime_;  ///< of unwrap()
    std::uint64_t nextSequence_ = 0;
    std::int64_t position_ = 0;     ///< what is played next, in unwrapped ticks
    std::int64_t end_ = 0;          ///< behind the newest sound
    std::int64_t stall_ = 0;        ///< ticks made up since the position stood still
    int frameTicks_;                ///< how long the last packet was
    std::int64_t windowTicks_ = 0;  ///< played in this window
    std::int64_t windowLength_;
    std::int64_t leastWaiting_ = 0;
    bool windowBegun_ = false;
    bool mergeWanted_ = false;
};

}  // namespace sidetone::media
