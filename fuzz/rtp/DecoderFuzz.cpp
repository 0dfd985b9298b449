// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "media/codecs/AudioCodec.h"
#include "media/codecs/ComfortNoise.h"

namespace {

using namespace sidetone::media;

/// One payload: what is decoded is as long as was said, and what is made up fills its space.
void play(AudioDecoder& decoder, std::span<const std::uint8_t> payload,
          std::span<const std::uint8_t> next) {
    std::vector<std::int16_t> samples(5760);
    const int said = decoder.samplesIn(payload);
    if (said < 0 || said > static_cast<int>(samples.size())) std::abort();
    samples.resize(static_cast<std::size_t>(said));
    if (decoder.decode(payload, samples) > said) std::abort();
    static_cast<void>(decoder.beginsPause(payload));
    std::vector<std::int16_t> madeUp(static_cast<std::size_t>(decoder.sampleRate() / 100));
    decoder.conceal(madeUp, next);
}

}  // namespace

/// A decoder, which the first octet names, and its payloads, each behind an octet with its length.
/// Behind the last codec stands comfort noise.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto formats = offeredFormats();
    const std::size_t which = data[0] % (formats.size() + 1);
    std::unique_ptr<AudioDecoder> decoder;
    if (which < formats.size()) decoder = std::move(*makeDecoder(formats[which].codec));
    ComfortNoise noise;
    std::span<const std::uint8_t> rest(data + 1, size - 1);
    for (int packets = 0; !rest.empty() && packets < 50; ++packets) {
        const std::size_t length = std::min<std::size_t>(rest[0], rest.size() - 1);
        const auto payload = rest.subspan(1, length);
        rest = rest.subspan(1 + length);
        if (decoder) {
            play(*decoder, payload, rest);
        } else {
            std::vector<std::int16_t> samples(160);
            if (noise.describe(payload) == payload.empty()) std::abort();
            noise.fill(samples, 8000);
        }
    }
    return 0;
}
