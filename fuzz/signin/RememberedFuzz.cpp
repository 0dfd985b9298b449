// SPDX-License-Identifier: GPL-3.0-or-later
// What an earlier sign-in left on the disk: whatever is read can be written and read again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "signin/rememberedText.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = sidetone::signin::parseRemembered(text);
    if (!read) return 0;
    const auto written = sidetone::signin::textOf(*read);
    const auto again = sidetone::signin::parseRemembered(written);
    if (!again || sidetone::signin::textOf(*again) != written) std::abort();
    return 0;
}
