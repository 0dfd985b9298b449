// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/Resampler.h"

#include <speex/speex_resampler.h>

namespace sidetone::media {
namespace {

/// Speech quality: 3 keeps the passband flat within 0.1 dB up to 90 % at a third of the cost of 5.
constexpr int quality = 3;

}  // namespace

void Resampler::Free::operator()(SpeexResamplerState_* state) const {
    speex_resampler_destroy(state);
}

Resampler::Resampler(int from, int to) : from_(from), to_(to) {
    if (from == to) return;
    int error = 0;
    state_.reset(speex_resampler_init(1, static_cast<spx_uint32_t>(from),
                                      static_cast<spx_uint32_t>(to), quality, &error));
}

void Resampler::run(std::span<const std::int16_t> samples, SampleQueue& out) {
    if (!state_) {
        if (from_ == to_) out.put(samples);
        return;
    }
    const std::size_t room =
        samples.size() * static_cast<std::size_t>(to_) / static_cast<std::size_t>(from_) + 16;
    const auto space = out.extend(room);
    auto used = static_cast<spx_uint32_t>(samples.size());
    auto made = static_cast<spx_uint32_t>(space.size());
    speex_resampler_process_int(state_.get(), 0, samples.data(), &used, space.data(), &made);
    out.shorten(space.size() - made);
}

}  // namespace sidetone::media
