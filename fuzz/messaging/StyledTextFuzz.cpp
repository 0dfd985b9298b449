// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>

#include "core/text.h"
#include "messaging/text/links.h"
#include "messaging/text/styledText.h"

using namespace sidetone;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    std::size_t shown = 0;
    for (const auto& span : messaging::styledText(text, {{"Anna", "Ben Vogt"}, "Cleo"})) {
        if (span.text.empty() || span.quoteDepth < 0 || span.quoteDepth > 9) std::abort();
        if (!core::isValidUtf8(span.text)) std::abort();
        if (span.kind == messaging::SpanKind::Link && !messaging::safeTarget(span.target)) {
            std::abort();
        }
        shown += span.text.size();
    }
    // Marks go away, a byte may become a replacement character or a key a picture: not more.
    if (shown > 7 * size + 16) std::abort();
    return 0;
}
