// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a mail server answers.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "mail/ewsDocuments.h"

using namespace sidetone;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto reply = mail::readReply(text)) {
        static_cast<void>(mail::folderIdIn(*reply));
        static_cast<void>(mail::createdFolderIn(*reply));
        static_cast<void>(mail::hasItem(*reply));
    }
    const auto url = mail::readAutodiscover(text);
    if (url) require(url->starts_with("https://"));
    return 0;
}
