// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "media/rtp/RtcpPacket.h"

/// Any datagram as RTCP: what was read and written again reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone::media;
    const auto compound = parseRtcp({data, size});
    if (!compound) return 0;
    if (parseRtcp(writeRtcp(*compound)) != compound) std::abort();
    return 0;
}
