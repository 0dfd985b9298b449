// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/G729Codec.h"

#include <algorithm>
#include <array>

extern "C" {
#include <bcg729/decoder.h>
#include <bcg729/encoder.h>
}

namespace sidetone::media {
namespace {

constexpr std::size_t frameSamples = 80;
constexpr std::size_t frameOctets = 10;
constexpr std::size_t noiseOctets = 2;
constexpr std::size_t mostFrames = 12;  // 120 ms

core::Error missing() {
    return core::fail(core::ErrorCode::Unsupported, "Preparing the codec G.729",
                      "the library bcg729 did not give it");
}

}  // namespace

void G729SoundEncoder::Free::operator()(bcg729EncoderChannelContextStruct_struct* state) const {
    closeBcg729EncoderChannel(state);
}

core::Result<std::unique_ptr<AudioEncoder>> G729SoundEncoder::create() {
    constexpr std::uint8_t withoutPauses = 0;
    State state(initBcg729EncoderChannel(withoutPauses));
    if (!state) return missing();
    return std::unique_ptr<AudioEncoder>(new G729SoundEncoder(std::move(state)));
}

std::size_t G729SoundEncoder::encode(std::span<const std::int16_t> samples,
                                     std::span<std::uint8_t> payload) {
    const std::size_t frames = samples.size() / frameSamples;
    if (samples.size() % frameSamples != 0 || payload.size() < frames * frameOctets) return 0;
    for (std::size_t i = 0; i < frames; ++i) {
        std::uint8_t octets = 0;
        bcg729Encoder(state_.get(), samples.data() + i * frameSamples,
                      payload.data() + i * frameOctets, &octets);
    }
    return frames * frameOctets;
}

void G729SoundDecoder::Free::operator()(bcg729DecoderChannelContextStruct_struct* state) const {
    closeBcg729DecoderChannel(state);
}

core::Result<std::unique_ptr<AudioDecoder>> G729SoundDecoder::create() {
    State state(initBcg729DecoderChannel());
    if (!state) return missing();
    return std::unique_ptr<AudioDecoder>(new G729SoundDecoder(std::move(state)));
}

int G729SoundDecoder::samplesIn(std::span<const std::uint8_t> payload) const {
    const std::size_t rest = payload.size() % frameOctets;
    if (rest != 0 && rest != noiseOctets) return 0;
    const std::size_t frames = payload.size() / frameOctets + (rest != 0 ? 1 : 0);
    return frames <= mostFrames ? static_cast<int>(frames * frameSamples) : 0;
}

int G729SoundDecoder::decode(std::span<const std::uint8_t> payload,
                             std::span<std::int16_t> samples) {
    const int count = samplesIn(payload);
    if (count == 0 || samples.size() < static_cast<std::size_t>(count)) return 0;
    auto* out = samples.data();
    while (!payload.empty()) {
        const auto frame = payload.first(std::min(frameOctets, payload.size()));
        const std::uint8_t isNoise = frame.size() == noiseOctets ? 1 : 0;
        bcg729Decoder(state_.get(), frame.data(), static_cast<std::uint8_t>(frame.size()), 0,
                      isNoise, 0, out);
        payload = payload.subspan(frame.size());
        out += frameSamples;
    }
    return count;
}

/// After a frame of noise the library goes on with noise, otherwise with fading sound.
void G729SoundDecoder::conceal(std::span<std::int16_t> samples,
                               std::span<const std::uint8_t> next) {
    static_cast<void>(next);
    std::array<std::int16_t, frameSamples> frame{};
    while (!samples.empty()) {
        bcg729Decoder(state_.get(), nullptr, 0, 1, 0, 0, frame.data());
        const std::size_t count = std::min(samples.size(), frame.size());
        std::copy_n(frame.begin(), count, samples.begin());
        samples = samples.subspan(count);
    }
}

bool G729SoundDecoder::beginsPause(std::span<const std::uint8_t> payload) const {
    return payload.size() % frameOctets == noiseOctets;
}

}  // namespace sidetone::media
