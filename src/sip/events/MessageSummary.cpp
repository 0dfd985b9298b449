// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/events/MessageSummary.h"

#include <algorithm>

#include "core/text.h"

namespace sidetone::sip {
namespace {

int numberIn(std::string_view text) {
    const auto number = core::parseNumber(core::trim(text));
    return number ? static_cast<int>(std::min<std::uint64_t>(*number, 1'000'000)) : 0;
}

}  // namespace

MessageSummary MessageSummary::parse(std::string_view body) {
    MessageSummary summary;
    for (const auto line : core::split(body, '\n')) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        const auto name = core::lowerAscii(core::trim(line.substr(0, colon)));
        const auto value = core::trim(line.substr(colon + 1));
        if (name == "messages-waiting") {
            summary.waiting = core::equalsIgnoringCase(value, "yes");
        } else if (name == "message-account") {
            summary.account = core::printable(value, 200);
        } else if (name == "voice-message") {
            // "2/8 (0/2)": new, old, and how many of them are urgent.
            const auto slash = value.find('/');
            if (slash == std::string_view::npos) continue;
            summary.newVoice = numberIn(value.substr(0, slash));
            const auto rest = value.substr(slash + 1);
            summary.oldVoice = numberIn(rest.substr(0, rest.find_first_of(" (")));
        }
    }
    return summary;
}

}  // namespace sidetone::sip
