// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "signin/enrolment/CapfMessage.h"

using namespace sidetone;

/// Whatever arrives is a message, an error, or not whole yet; what was read is written the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string arrived(reinterpret_cast<const char*>(data), size);
    for (;;) {
        const auto before = arrived;
        const auto message = signin::takeCapf(arrived);
        if (!message || !*message) return 0;
        const auto wire = signin::encodeCapf(**message);
        if (!wire || before.compare(0, wire->size(), *wire) != 0) std::abort();
        if (const auto* value = (*message)->find(signin::CapfTag::Certificate)) {
            (void)signin::unwrapCertificate(*value);
        }
    }
}
