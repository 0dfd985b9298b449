// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/rooms/mentions.h"

#include <cctype>

#include "core/text.h"

namespace sidetone::messaging {
namespace {

/// Part of a word: ASCII letters and digits, and every byte of what is not ASCII.
bool isWord(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_';
}

}  // namespace

bool mentions(std::string_view text, std::string_view name) {
    if (name.empty()) return false;
    const auto folded = core::foldCase(text);
    const auto wanted = core::foldCase(name);
    if (wanted.empty()) return false;
    for (auto at = folded.find(wanted); at != std::string::npos; at = folded.find(wanted, at + 1)) {
        const auto end = at + wanted.size();
        const bool begins = at == 0 || !isWord(folded[at - 1]) || !isWord(wanted.front());
        const bool ends = end == folded.size() || !isWord(folded[end]) || !isWord(wanted.back());
        if (begins && ends) return true;
    }
    return false;
}

bool mentionsPerson(std::string_view text, const std::string& nickname, const std::string& user) {
    if (mentions(text, nickname)) return true;
    const auto first = nickname.substr(0, nickname.find(' '));
    if (!first.empty() && mentions(text, "@" + first)) return true;
    return !user.empty() && mentions(text, "@" + user);
}

}  // namespace sidetone::messaging
