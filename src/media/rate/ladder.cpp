// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rate/ladder.h"

#include <algorithm>
#include <array>

namespace sidetone::media {
namespace {

constexpr int g711WireBits = 80'000;
constexpr int leastFrames = 10;
constexpr core::Milliseconds climbAfter(3000);
constexpr core::Milliseconds firstClimbAfter(500);
constexpr core::Milliseconds descendAfter(500);

constexpr LadderStep step(std::string_view name, int width, int height, int wireBits) {
    return {name, {width, height}, 30, wireBits - g711WireBits, wireBits};
}

constexpr std::array ladder{step("w144p", 256, 144, 156'000), step("w288p", 512, 288, 320'000),
                            step("w448p", 768, 448, 570'000), step("w576p", 1024, 576, 890'000),
                            step("720p", 1280, 720, 1'300'000)};

bool needsMore(int wireBits, const LadderStep& step) {
    return std::int64_t{wireBits} * 10 < std::int64_t{step.wireBits} * 9;
}

bool hasRoomFor(int wireBits, const LadderStep& step) {
    return std::int64_t{wireBits} * 100 >= std::int64_t{step.wireBits} * 110;
}

}  // namespace

std::span<const LadderStep> videoLadder() {
    return ladder;
}

int streamBits(int wireBits, int framesPerSecond, int largestPayload, int overhead) {
    const int frameOctets = wireBits / 8 / std::max(framesPerSecond, 1);
    // The last packet of a picture is half full on the average: one more than would be needed.
    const int packets = 1 + frameOctets / (largestPayload + overhead);
    return std::max(wireBits - packets * overhead * 8 * framesPerSecond, 0);
}

int framesWithin(const LadderStep& step, const PictureLimits& limits) {
    const int blocks = macroblocks(step.size);
    if (blocks > limits.macroblocks) return 0;
    const int frames = std::min(step.framesPerSecond, limits.macroblocksPerSecond / blocks);
    return frames < leastFrames ? 0 : frames;
}

std::size_t StepSelector::highestWithin() const {
    std::size_t highest = 0;
    for (std::size_t i = 0; i < ladder.size() && i <= most_; ++i) {
        if (framesWithin(ladder[i], limits_) > 0) highest = i;
    }
    return highest;
}

std::size_t StepSelector::choose(int wireBits, core::Instant now) {
    step_ = std::min(step_, highestWithin());
    climb(wireBits, now);
    descend(wireBits, now);
    return step_;
}

void StepSelector::climb(int wireBits, core::Instant now) {
    std::size_t best = step_;
    for (auto i = step_ + 1; i <= highestWithin(); ++i) {
        if (hasRoomFor(wireBits, ladder[i])) best = i;
    }
    if (best == step_) {
        roomSince_.reset();
        return;
    }
    if (!roomSince_) roomSince_ = now;
    if (now - *roomSince_ < (steppedDown_ ? climbAfter : firstClimbAfter)) return;
    step_ = best;
    roomSince_.reset();
}

void StepSelector::descend(int wireBits, core::Instant now) {
    if (step_ == 0 || !needsMore(wireBits, ladder[step_])) {
        shortSince_.reset();
        return;
    }
    if (!shortSince_) shortSince_ = now;
    if (now - *shortSince_ < descendAfter) return;
    while (step_ > 0 && needsMore(wireBits, ladder[step_])) --step_;
    steppedDown_ = true;
    shortSince_.reset();
}

}  // namespace sidetone::media
