// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "media/rtp/RtcpFeedback.h"
#include "media/rtp/RtcpPacket.h"

/// Any datagram as RTCP: what was read and written again reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone::media;
    if (const auto feedback = parseFeedback({data, size}, 0)) {
        // Rates are rounded to their mantissa once, missing packets may stand twice.
        std::vector<std::uint8_t> bytes;
        appendFeedback(*feedback, 0, bytes);
        static_cast<void>(parseFeedback(bytes, 0));
    }
    const auto compound = parseRtcp({data, size});
    if (!compound) return 0;
    if (parseRtcp(writeRtcp(*compound)) != compound) std::abort();
    return 0;
}
