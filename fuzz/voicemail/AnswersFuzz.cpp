// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a voicemail server answers: folders, lists, messages, refusals. The list is what is
// written to the disk and read again, so it has to come back as it went.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "voicemail/readAnswers.h"

using namespace sidetone::voicemail;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static_cast<void>(readFolder(text));
    static_cast<void>(readVersion(text));
    static_cast<void>(readRefusal(text));
    const auto path = readSoundPath(text);
    if (path && !path->empty()) require(path->starts_with("/vmrest/"));
    const auto page = readMessages(text);
    if (!page) return 0;
    require(page->messages.size() <= page->rows);
    const auto again = readMessages(writeMessages(page->messages));
    require(again && again->messages.size() == page->messages.size());
    const auto third = readMessages(writeMessages(again->messages));
    require(third && third->messages == again->messages);
    return 0;
}
