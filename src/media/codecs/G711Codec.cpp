// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/G711Codec.h"

#include <algorithm>

#include "media/codecs/G711.h"

namespace sidetone::media {

std::size_t G711Encoder::encode(std::span<const std::int16_t> samples,
                                std::span<std::uint8_t> payload) {
    if (payload.size() < samples.size()) return 0;
    std::transform(samples.begin(), samples.end(), payload.begin(),
                   law_ == G711Law::Mu ? encodeMuLaw : encodeALaw);
    return samples.size();
}

int G711Decoder::samplesIn(std::span<const std::uint8_t> payload) const {
    return payload.size() <= 960 ? static_cast<int>(payload.size()) : 0;
}

int G711Decoder::decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> samples) {
    if (payload.empty() || payload.size() > samples.size()) return 0;
    const auto out = samples.first(payload.size());
    std::transform(payload.begin(), payload.end(), out.begin(),
                   law_ == G711Law::Mu ? decodeMuLaw : decodeALaw);
    concealment_.heard(out);
    return static_cast<int>(out.size());
}

void G711Decoder::conceal(std::span<std::int16_t> samples, std::span<const std::uint8_t> next) {
    static_cast<void>(next);
    concealment_.fill(samples);
}

}  // namespace sidetone::media
