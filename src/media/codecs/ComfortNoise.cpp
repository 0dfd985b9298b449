// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/ComfortNoise.h"

#include <algorithm>
#include <cmath>

namespace sidetone::media {
namespace {

constexpr std::size_t highestOrder = 16;
constexpr unsigned loudest = 30;  // -dBov
constexpr float overload = 32768;

}  // namespace

bool ComfortNoise::describe(std::span<const std::uint8_t> payload) {
    if (payload.empty()) return false;
    const unsigned level = std::max(payload[0] & 0x7FU, loudest);
    reflections_.clear();
    float passed = 1;
    for (const auto octet : payload.subspan(1).first(std::min(payload.size() - 1, highestOrder))) {
        // RFC 3389, section 3.2: 127 is 0, 0 and 254 are nearly -1 and 1; 255 is not used.
        const float quantised = static_cast<float>(std::min<unsigned>(octet, 254)) - 127;
        reflections_.push_back(std::clamp(258 * quantised / 32768, -0.995F, 0.995F));
        passed *= 1 - reflections_.back() * reflections_.back();
    }
    const bool begins = amplitude_ == 0;
    const float deviation = overload * std::pow(10.0F, -static_cast<float>(level) / 20);
    // The filter makes white noise 1 / passed times as strong; evenly spread values of that width
    // have a third of its square.
    amplitude_ = deviation * std::sqrt(3 * passed);
    state_.resize(reflections_.size(), 0.0F);
    if (begins) age_ = 0;
    return true;
}

float ComfortNoise::draw() {
    random_ ^= random_ << 13U;
    random_ ^= random_ >> 17U;
    random_ ^= random_ << 5U;
    return static_cast<float>(random_) / 2147483648.0F - 1;
}

void ComfortNoise::fill(std::span<std::int16_t> samples, int rate) {
    const int growing = rate / 100;
    for (auto& sample : samples) {
        float value = draw() * amplitude_;
        for (std::size_t i = reflections_.size(); i-- > 0;) {
            value -= reflections_[i] * state_[i];
            if (i + 1 < state_.size()) state_[i + 1] = state_[i] + reflections_[i] * value;
        }
        if (!state_.empty()) state_[0] = value;
        if (age_ < growing) value *= static_cast<float>(age_++) / static_cast<float>(growing);
        sample = static_cast<std::int16_t>(std::lround(std::clamp(value, -32768.0F, 32767.0F)));
    }
}

}  // namespace sidetone::media
