// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/jitter/JitterBuffer.h"

#include <algorithm>

namespace sidetone::media {
namespace {

constexpr int fillMilliseconds = 30;
constexpr int mostMilliseconds = 400;
constexpr int forgetMilliseconds = 2000;
constexpr int calmWindow = 2000;
constexpr int nervousWindow = 8000;
/// Never given up, so that the scheduler's own jitter does not stall the sound.
constexpr int reserveMilliseconds = 10;
/// A pause longer than this is a new beginning rather than silence to be played.
constexpr int longestGap = 1000;

}  // namespace

JitterBuffer::JitterBuffer(int clockRate)
    : clockRate_(clockRate),
      slots_(slotCount),
      frameTicks_(clockRate / 50),
      windowLength_(ticksOf(calmWindow)) {}

void JitterBuffer::reset(int clockRate) {
    clockRate_ = clockRate;
    for (auto& slot : slots_) slot.used = false;
    playing_ = false;
    lastTime_.reset();
    frameTicks_ = clockRate / 50;
    stall_ = 0;
    windowLength_ = ticksOf(calmWindow);
    windowBegun_ = false;
    mergeWanted_ = false;
}

JitterBuffer::Slot* JitterBuffer::at(std::uint64_t sequence) {
    auto& slot = slots_[sequence % slotCount];
    return slot.used && slot.sequence == sequence ? &slot : nullptr;
}

JitterBuffer::Slot* JitterBuffer::oldest() {
    Slot* found = nullptr;
    for (auto& slot : slots_) {
        if (slot.used && (found == nullptr || slot.sequence < found->sequence)) found = &slot;
    }
    return found;
}

std::int64_t JitterBuffer::unwrap(std::uint32_t timestamp) {
    if (!lastTime_) {
        lastTime_ = timestamp;
    } else {
        *lastTime_ += static_cast<std::int32_t>(timestamp - static_cast<std::uint32_t>(*lastTime_));
    }
    return *lastTime_;
}

JitterBuffer::Put JitterBuffer::put(const Packet& packet, core::Instant arrival) {
    if (packet.payload.size() > largestPayload) return Put::Late;
    if (playing_ && packet.sequence < nextSequence_) return Put::Late;
    if (at(packet.sequence) != nullptr) return Put::Duplicate;
    // Far ahead of everything: what is still there is too old to be played.
    if (playing_ && packet.sequence >= nextSequence_ + slotCount) reset(clockRate_);
    auto& slot = slots_[packet.sequence % slotCount];
    if (!playing_) {
        Slot* first = oldest();
        if (first == nullptr) firstArrival_ = arrival;
        if (slot.used && slot.sequence > packet.sequence) return Put::Late;
    }
    const bool first = oldest() == nullptr && !playing_;
    slot.used = true;
    slot.sequence = packet.sequence;
    slot.time = unwrap(packet.timestamp);
    slot.payloadType = packet.payloadType;
    slot.ticks = packet.ticks;
    slot.octets = packet.payload.size();
    std::copy(packet.payload.begin(), packet.payload.end(), slot.payload.begin());
    const auto behind = slot.time + slot.ticks;
    end_ = first ? behind : std::max(end_, behind);
    return Put::Kept;
}

std::int64_t JitterBuffer::waitingTicks() const {
    return std::max<std::int64_t>(0, end_ - position_);
}

int JitterBuffer::waitingMilliseconds() const {
    return playing_ ? static_cast<int>(waitingTicks() * 1000 / clockRate_) : 0;
}

bool JitterBuffer::start(core::Instant now) {
    const Slot* first = oldest();
    if (first == nullptr || now - firstArrival_ < core::Milliseconds(fillMilliseconds)) {
        return false;
    }
    playing_ = true;
    nextSequence_ = first->sequence;
    position_ = first->time;
    stall_ = 0;
    windowBegun_ = false;
    return true;
}

void JitterBuffer::skipSilentSlots() {
    while (Slot* slot = at(nextSequence_)) {
        if (slot->ticks > 0) return;
        slot->used = false;
        ++nextSequence_;
    }
}

/// Too far behind: goes on nearer to the newest sound.
void JitterBuffer::dropExcess() {
    if (waitingTicks() <= ticksOf(mostMilliseconds)) return;
    while (Slot* slot = oldest()) {
        if (end_ - slot->time <= ticksOf(mostMilliseconds) / 4) break;
        slot->used = false;
        nextSequence_ = slot->sequence + 1;
    }
    const Slot* first = oldest();
    position_ = first != nullptr ? first->time : end_;
    if (first != nullptr) nextSequence_ = first->sequence;
    stall_ = 0;
}

JitterBuffer::Play JitterBuffer::take(core::Instant now) {
    if (!playing_ && !start(now)) return {};
    dropExcess();
    skipSilentSlots();
    Slot* slot = at(nextSequence_);
    while (slot == nullptr) {
        slot = oldest();
        if (slot == nullptr) return {Kind::Stalled, 0, {}, {}, false};
        if (slot->ticks > 0 || slot->time > position_) break;
        // A digit's packet behind a lost one: it fills no time.
        nextSequence_ = slot->sequence;
        skipSilentSlots();
        slot = at(nextSequence_);
    }
    useStallFor(slot->time - position_);
    if (slot->time - position_ > ticksOf(longestGap)) position_ = slot->time;
    if (slot->time > position_) return playGap(*slot);
    return playSlot(*slot);
}

/// What was made up while nothing came stands for the beginning of the gap.
void JitterBuffer::useStallFor(std::int64_t gap) {
    if (gap <= 0) return;
    const auto used = std::min(gap, stall_);
    position_ += used;
    stall_ -= used;
}

JitterBuffer::Play JitterBuffer::playSlot(Slot& slot) {
    nextSequence_ = slot.sequence + 1;
    position_ = slot.time + slot.ticks;
    frameTicks_ = slot.ticks;
    slot.used = false;
    if (stall_ > 0) windowLength_ = ticksOf(nervousWindow);
    stall_ = 0;
    Play play;
    play.kind = Kind::Sound;
    play.ticks = slot.ticks;
    play.packet = {slot.sequence, static_cast<std::uint32_t>(slot.time), slot.payloadType,
                   slot.ticks, std::span(slot.payload).first(slot.octets)};
    windowTicks_ += slot.ticks;
    judgeWindow();
    if (mergeWanted_ && mayMerge(nextSequence_, slot)) {
        play.merge = true;
        mergeWanted_ = false;
    }
    return play;
}

JitterBuffer::Play JitterBuffer::playGap(const Slot& next) {
    Play play;
    const auto gap = next.time - position_;
    play.ticks = static_cast<int>(std::min<std::int64_t>(gap, frameTicks_));
    play.kind = next.sequence > nextSequence_ ? Kind::Lost : Kind::Silence;
    if (next.sequence == nextSequence_ + 1) play.next = std::span(next.payload).first(next.octets);
    position_ += play.ticks;
    if (play.kind == Kind::Lost) ++nextSequence_;
    windowTicks_ += play.ticks;
    judgeWindow();
    return play;
}

bool JitterBuffer::mayMerge(std::uint64_t sequence, const Slot& slot) {
    const Slot* next = at(sequence);
    return next != nullptr && next->ticks == slot.ticks && next->time == slot.time + slot.ticks &&
           next->payloadType == slot.payloadType;
}

/// Watches how much was never needed; at a window's end that much may go, a packet at a time.
void JitterBuffer::judgeWindow() {
    const auto waiting = waitingTicks();
    if (!windowBegun_) {
        windowBegun_ = true;
        windowTicks_ = 0;
        leastWaiting_ = waiting;
    }
    leastWaiting_ = std::min(leastWaiting_, waiting);
    if (windowTicks_ < windowLength_) return;
    mergeWanted_ = leastWaiting_ >= frameTicks_ + ticksOf(reserveMilliseconds);
    // While it is still too long, the next packet may go after half a second.
    windowLength_ = ticksOf(mergeWanted_ ? calmWindow / 4 : calmWindow);
    windowBegun_ = false;
}

void JitterBuffer::stalled(int ticks) {
    if (!playing_) return;
    stall_ += ticks;
    if (stall_ > ticksOf(forgetMilliseconds)) reset(clockRate_);
}

}  // namespace sidetone::media
