// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "media/dtmf/TelephoneEvent.h"
#include "media/rtp/RtpPacket.h"

/// Any datagram as RTP: what is read lies inside of it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone::media;
    const std::span<const std::uint8_t> bytes(data, size);
    static_cast<void>(looksLikeRtcp(bytes));
    const auto packet = parseRtp(bytes);
    if (!packet) return 0;
    if (packet->payload.data() < data ||
        packet->payload.data() + packet->payload.size() > data + size) {
        std::abort();
    }
    if (const auto event = parseTelephoneEvent(packet->payload)) {
        static_cast<void>(digitOf(event->event));
    }
    return 0;
}
