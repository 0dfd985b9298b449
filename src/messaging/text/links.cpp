// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/text/links.h"

#include <array>

#include "core/text.h"
#include "messaging/text/characters.h"

namespace sidetone::messaging {
namespace {

constexpr std::array<std::string_view, 7> schemes{"http", "https", "xmpp",  "sip",
                                                  "sips", "tel",   "mailto"};
constexpr std::size_t longestScheme = 6;

/// A character that changes the direction of writing, or shows nothing (UTF-8 of U+200B to
/// U+200F, U+2028 to U+202E, U+2060 to U+2069, U+FEFF).
bool isDeceptive(std::string_view text, std::size_t at) {
    const auto three = text.substr(at, 3);
    if (three == "\xEF\xBB\xBF") return true;
    if (three.size() < 3 || three[0] != '\xE2') return false;
    const auto last = static_cast<unsigned char>(three[2]);
    if (three[1] == '\x80') return (last >= 0x8B && last <= 0x8F) || (last >= 0xA8 && last <= 0xAE);
    return three[1] == '\x81' && last >= 0xA0 && last <= 0xA9;
}

bool endsAddress(std::string_view text, std::size_t at) {
    const auto c = text[at];
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == '<' || c == '>' || c == '"' ||
           c == '`' || isDeceptive(text, at);
}

/// How many bytes are left without the punctuation of the sentence around it.
std::size_t withoutPunctuation(std::string_view address) {
    int round = 0;
    int square = 0;
    for (const char c : address) {
        round += c == '(' ? 1 : c == ')' ? -1 : 0;
        square += c == '[' ? 1 : c == ']' ? -1 : 0;
    }
    auto length = address.size();
    for (; length > 0; --length) {
        const char last = address[length - 1];
        if (last == ')' && round < 0) {
            ++round;
        } else if (last == ']' && square < 0) {
            ++square;
        } else if (std::string_view(".,;:!?'*_~").find(last) == std::string_view::npos) {
            break;
        }
    }
    return length;
}

/// The length of "scheme:" there, with "//" where the scheme needs it; 0 where there is none.
std::size_t beginningAt(std::string_view text, std::size_t at) {
    const auto colon = text.substr(at, longestScheme + 1).find(':');
    if (colon == std::string_view::npos) return 0;
    const auto scheme = text.substr(at, colon);
    if (!isAllowedScheme(scheme)) return 0;
    if (!core::lowerAscii(scheme).starts_with("http")) return colon + 1;
    return text.substr(at + colon + 1, 2) == "//" ? colon + 3 : 0;
}

}  // namespace

bool isAllowedScheme(std::string_view scheme) {
    const auto lower = core::lowerAscii(scheme);
    for (const auto allowed : schemes) {
        if (lower == allowed) return true;
    }
    return false;
}

std::optional<FoundLink> linkAt(std::string_view text, std::size_t at) {
    if (at > 0 && isWord(text[at - 1])) return {};
    const char first = static_cast<char>(text[at] | 0x20);
    if (std::string_view("hxstmw").find(first) == std::string_view::npos) return {};
    const bool isBare = core::equalsIgnoringCase(text.substr(at, 4), "www.");
    const std::size_t beginning = isBare ? 4 : beginningAt(text, at);
    if (beginning == 0) return {};
    auto end = at + beginning;
    // "tel:+49..." begins with a sign; a bracket opens a numeric host.
    if (end >= text.size() || !(isWord(text[end]) || text[end] == '+' || text[end] == '[')) {
        return {};
    }
    while (end < text.size() && !endsAddress(text, end)) ++end;
    const auto length = withoutPunctuation(text.substr(at, end - at));
    if (length <= beginning) return {};
    auto target = std::string(text.substr(at, length));
    if (isBare) target.insert(0, "https://");
    return FoundLink{length, std::move(target)};
}

std::optional<std::string> safeTarget(std::string_view address) {
    const auto trimmed = core::trim(address);
    const auto colon = trimmed.find(':');
    if (colon == std::string_view::npos || !isAllowedScheme(trimmed.substr(0, colon))) return {};
    for (std::size_t i = 0; i < trimmed.size(); ++i) {
        if (endsAddress(trimmed, i)) return {};
    }
    return std::string(trimmed);
}

}  // namespace sidetone::messaging
