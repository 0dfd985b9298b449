// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/Concealment.h"

#include <algorithm>
#include <cmath>

namespace sidetone::media {

Concealment::Concealment(int rate)
    : rate_(static_cast<std::size_t>(rate)), history_(rate_ * 40 / 1000, 0) {
    period_.reserve(rate_ * 15 / 1000 + 1);
}

void Concealment::heard(std::span<std::int16_t> samples) {
    if (madeUp_ > 0) {
        // A hard change from made-up to real sound would click: 4 ms of both.
        const std::size_t overlap = std::min(samples.size(), rate_ * 4 / 1000);
        for (std::size_t i = 0; i < overlap; ++i) {
            const float real = (static_cast<float>(i) + 1) / (static_cast<float>(overlap) + 1);
            const float mixed = real * samples[i] + (1 - real) * static_cast<float>(nextMadeUp());
            samples[i] = static_cast<std::int16_t>(std::lround(mixed));
        }
        madeUp_ = 0;
    }
    const std::size_t kept = std::min(samples.size(), history_.size());
    std::copy(history_.begin() + static_cast<std::ptrdiff_t>(kept), history_.end(),
              history_.begin());
    std::copy(samples.end() - static_cast<std::ptrdiff_t>(kept), samples.end(),
              history_.end() - static_cast<std::ptrdiff_t>(kept));
}

void Concealment::fill(std::span<std::int16_t> samples) {
    if (madeUp_ == 0) beginLoss();
    for (auto& sample : samples) sample = nextMadeUp();
}

/// The shift at which the newest sound is most like the sound before it: 2.5 to 15 ms.
std::size_t Concealment::pitchPeriod() const {
    const std::size_t shortest = rate_ * 25 / 10000;
    const std::size_t longest = rate_ * 15 / 1000;
    const std::size_t window = rate_ * 20 / 1000;
    const std::int16_t* newest = history_.data() + history_.size() - window;
    std::size_t best = longest;
    float bestLikeness = 0;
    for (std::size_t shift = shortest; shift <= longest; ++shift) {
        float product = 0;
        float energy = 1;
        // Every second sample is enough to compare by.
        for (std::size_t i = 0; i < window; i += 2) {
            const float now = newest[i];
            const float before = *(newest + i - shift);
            product += now * before;
            energy += before * before;
        }
        const float likeness = product / std::sqrt(energy);
        if (likeness > bestLikeness) {
            bestLikeness = likeness;
            best = shift;
        }
    }
    return best;
}

void Concealment::beginLoss() {
    const std::size_t length = pitchPeriod();
    const std::int16_t* newest = history_.data() + history_.size() - length;
    period_.assign(newest, newest + length);
    // The end of the period runs into its beginning: the last quarter is blended with what
    // stood before the period, which is where the repetition continues.
    const std::size_t blend = length / 4;
    for (std::size_t i = 0; i < blend; ++i) {
        const float old = (static_cast<float>(i) + 1) / (static_cast<float>(blend) + 1);
        const std::size_t at = length - blend + i;
        const float before = *(newest + i - blend);
        period_[at] = (1 - old) * period_[at] + old * before;
    }
    place_ = 0;
}

std::int16_t Concealment::nextMadeUp() {
    const float milliseconds = static_cast<float>(madeUp_) * 1000 / static_cast<float>(rate_);
    ++madeUp_;
    // As it was for 10 ms, then down to nothing at 60 ms: longer guesses sound like a robot.
    const float gain = std::clamp((60 - milliseconds) / 50, 0.0F, 1.0F);
    const float sample = period_[place_] * gain;
    place_ = place_ + 1 == period_.size() ? 0 : place_ + 1;
    return static_cast<std::int16_t>(std::lround(sample));
}

}  // namespace sidetone::media
