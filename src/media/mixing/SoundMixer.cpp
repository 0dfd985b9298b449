// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/mixing/SoundMixer.h"

#include <algorithm>

namespace sidetone::media {
namespace {

constexpr int mixingRate = 48'000;
constexpr std::size_t block = 960;

}  // namespace

void SoundMixer::Way::run(std::span<const std::int16_t> in, int from, int to,
                          std::span<std::int16_t> out) {
    if (!resampler || resampler->from() != from || resampler->to() != to) {
        resampler.emplace(from, to);
        queue.clear();
    }
    resampler->run(in, queue);
    // A rate that does not divide gives a sample more or less; more than a block is a break.
    if (queue.size() > 2 * out.size()) queue.drop(queue.size() - out.size());
    const auto count = std::min(queue.size(), out.size());
    const auto missing = out.size() - count;
    std::fill_n(out.begin(), missing, std::int16_t{0});
    const auto front = queue.front(count);
    std::copy(front.begin(), front.end(), out.begin() + static_cast<std::ptrdiff_t>(missing));
    queue.drop(count);
}

SoundMixer::Seat SoundMixer::sit() {
    seats_.emplace(++last_, std::make_unique<Place>());
    return last_;
}

void SoundMixer::leave(Seat seat) {
    seats_.erase(seat);
}

void SoundMixer::put(Seat seat, std::span<const std::int16_t> sound, int rate) {
    const auto at = seats_.find(seat);
    if (at == seats_.end()) return;
    auto& place = *at->second;
    place.said.resize(block);
    place.heard.run(sound, rate, mixingRate, place.said);
}

void SoundMixer::silence(Seat seat) {
    const auto at = seats_.find(seat);
    if (at != seats_.end()) at->second->said.clear();
}

void SoundMixer::addOthers(Seat seat, std::span<std::int16_t> microphone, int rate) {
    const auto at = seats_.find(seat);
    if (at == seats_.end()) return;
    auto& place = *at->second;
    scratch_.resize(block);
    place.microphone.run(microphone, rate, mixingRate, scratch_);
    sum_.assign(scratch_.begin(), scratch_.end());
    for (const auto& [other, speaker] : seats_) {
        if (other == seat) continue;
        for (std::size_t i = 0; i < speaker->said.size(); ++i) sum_[i] += speaker->said[i];
    }
    place.limiter.run(sum_, scratch_);
    place.told.run(scratch_, mixingRate, rate, microphone);
}

}  // namespace sidetone::media
