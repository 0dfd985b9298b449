// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>

#include "media/paths/IceCandidate.h"

/// Any text as a candidate of SDP: what was read and written again reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone::media;
    const auto candidate = parseCandidate({reinterpret_cast<const char*>(data), size});
    if (!candidate) return 0;
    const auto again = parseCandidate(formatCandidate(*candidate));
    if (!again || again->address != candidate->address || again->priority != candidate->priority) {
        std::abort();
    }
    return 0;
}
