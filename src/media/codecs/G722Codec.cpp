// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/G722Codec.h"

#include <cstddef>

extern "C" {
#include <spandsp/telephony.h>
// spandsp's headers need this order.
#include <spandsp/g722.h>
}

namespace sidetone::media {
namespace {

constexpr int bitRate = 64000;

core::Error missing() {
    return core::fail(core::ErrorCode::Unsupported, "Preparing the codec G.722",
                      "the library spandsp did not give it");
}

}  // namespace

void G722Encoder::Free::operator()(g722_encode_state_s* state) const {
    g722_encode_free(state);
}

core::Result<std::unique_ptr<AudioEncoder>> G722Encoder::create() {
    State state(g722_encode_init(nullptr, bitRate, 0));
    if (!state) return missing();
    return std::unique_ptr<AudioEncoder>(new G722Encoder(std::move(state)));
}

std::size_t G722Encoder::encode(std::span<const std::int16_t> samples,
                                std::span<std::uint8_t> payload) {
    if (payload.size() < samples.size() / 2) return 0;
    const int octets =
        g722_encode(state_.get(), payload.data(), samples.data(), static_cast<int>(samples.size()));
    return octets < 0 ? 0 : static_cast<std::size_t>(octets);
}

void G722Decoder::Free::operator()(g722_decode_state_s* state) const {
    g722_decode_free(state);
}

core::Result<std::unique_ptr<AudioDecoder>> G722Decoder::create() {
    State state(g722_decode_init(nullptr, bitRate, 0));
    if (!state) return missing();
    return std::unique_ptr<AudioDecoder>(new G722Decoder(std::move(state)));
}

int G722Decoder::samplesIn(std::span<const std::uint8_t> payload) const {
    return payload.size() <= 960 ? static_cast<int>(payload.size()) * 2 : 0;
}

int G722Decoder::decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> samples) {
    if (payload.empty() || payload.size() * 2 > samples.size()) return 0;
    const int count =
        g722_decode(state_.get(), samples.data(), payload.data(), static_cast<int>(payload.size()));
    if (count <= 0) return 0;
    concealment_.heard(samples.first(static_cast<std::size_t>(count)));
    return count;
}

void G722Decoder::conceal(std::span<std::int16_t> samples, std::span<const std::uint8_t> next) {
    static_cast<void>(next);
    concealment_.fill(samples);
}

}  // namespace sidetone::media
