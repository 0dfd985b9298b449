// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/G7221Codec.h"

#include <algorithm>

namespace sidetone::media {
namespace {

using g7221::frameSamples;

constexpr std::size_t mostFrames = 6;    // 120 ms
constexpr std::size_t joinSamples = 64;  // 4 ms

std::size_t frameOctets(G7221Rate rate) {
    return rate == G7221Rate::At24 ? 60 : 80;
}

}  // namespace

std::size_t G7221SoundEncoder::encode(std::span<const std::int16_t> samples,
                                      std::span<std::uint8_t> payload) {
    const std::size_t octets = frameOctets(rate_);
    const std::size_t frames = samples.size() / frameSamples;
    if (samples.size() % frameSamples != 0 || payload.size() < frames * octets) return 0;
    for (std::size_t i = 0; i < frames; ++i) {
        encoder_.encode(samples.subspan(i * frameSamples).first<frameSamples>(),
                        payload.subspan(i * octets, octets));
    }
    return frames * octets;
}

int G7221SoundDecoder::samplesIn(std::span<const std::uint8_t> payload) const {
    const std::size_t octets = frameOctets(rate_);
    const std::size_t frames = payload.size() / octets;
    if (payload.size() % octets != 0 || frames > mostFrames) return 0;
    return static_cast<int>(frames * frameSamples);
}

int G7221SoundDecoder::decode(std::span<const std::uint8_t> payload,
                              std::span<std::int16_t> samples) {
    const int count = samplesIn(payload);
    if (count == 0 || samples.size() < static_cast<std::size_t>(count)) return 0;
    const std::size_t octets = frameOctets(rate_);
    for (std::size_t i = 0; i < payload.size() / octets; ++i) {
        // A damaged frame is concealed there, so that the outcome needs no other treatment.
        static_cast<void>(decoder_.decode(payload.subspan(i * octets, octets),
                                          samples.subspan(i * frameSamples).first<frameSamples>()));
    }
    joinTo(samples);
    return count;
}

/// Only a part of a frame may have been made up: what is real continues from there in 4 ms.
void G7221SoundDecoder::joinTo(std::span<std::int16_t> samples) {
    const std::size_t overlap = std::min(joinSamples, frameSamples - used_);
    for (std::size_t i = 0; i < overlap; ++i) {
        const int real = static_cast<int>(i) + 1;
        const int whole = static_cast<int>(overlap) + 1;
        samples[i] = static_cast<std::int16_t>(
            (samples[i] * real + madeUp_[used_ + i] * (whole - real)) / whole);
    }
    used_ = frameSamples;
}

void G7221SoundDecoder::conceal(std::span<std::int16_t> samples,
                                std::span<const std::uint8_t> next) {
    static_cast<void>(next);
    for (auto& sample : samples) {
        if (used_ == frameSamples) {
            decoder_.conceal(madeUp_);
            used_ = 0;
        }
        sample = madeUp_[used_++];
    }
}

}  // namespace sidetone::media
