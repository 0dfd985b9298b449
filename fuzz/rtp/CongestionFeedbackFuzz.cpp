// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>

#include "media/rate/SentPackets.h"

using namespace sidetone::media;

/// Whatever is read can be written and read again, and harms no ledger.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto read = parseCongestionFeedback(std::span(data, size));
    if (!read) return 0;
    std::vector<std::uint8_t> again;
    appendCongestionFeedback(*read, again);
    if (!parseCongestionFeedback(again)) std::abort();
    SentPackets ledger;
    for (std::uint16_t i = 0; i < 100; ++i) {
        ledger.sent(i, sidetone::core::Instant(std::chrono::milliseconds(i)), 100);
    }
    for (const auto& stream : read->streams) {
        if (ledger.judge(stream, read->time).size() > 100) std::abort();
    }
    return 0;
}
