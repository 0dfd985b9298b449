// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "media/paths/DtlsFingerprint.h"

/// Any text as a fingerprint of SDP: what was read and written again reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone::media;
    const auto read = parseFingerprint({reinterpret_cast<const char*>(data), size});
    if (read && parseFingerprint(formatFingerprint(*read)) != read) std::abort();
    return 0;
}
