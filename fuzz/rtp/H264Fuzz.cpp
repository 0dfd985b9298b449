// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "media/codecs/video/H264Decoder.h"
#include "media/rtp/h264/H264Depacketizer.h"

/// Any packets as a picture: octets of length and payload in turn, a length of 0 is a gap. What
/// comes out is no more than what went in, and the decoder lives.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone::media;
    static const auto decoder = H264Decoder::create();
    std::vector<H264Payload> payloads;
    std::uint64_t sequence = 0;
    std::size_t in = 0;
    for (std::size_t at = 0; at < size;) {
        const std::size_t length = std::min<std::size_t>(data[at], size - at - 1);
        ++at;
        sequence += length == 0 ? 2 : 1;
        payloads.push_back({sequence, {data + at, data + at + length}});
        static_cast<void>(beginsKeyPicture(payloads.back().bytes));
        in += length;
        at += length;
    }
    const auto picture = unpackH264(payloads);
    std::size_t out = 0;
    for (const auto& unit : picture.units) out += unit.size();
    if (out > in) std::abort();
    if (decoder) static_cast<void>((*decoder)->decode(picture.units));
    return 0;
}
