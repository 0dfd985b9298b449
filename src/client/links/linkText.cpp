// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/links/linkText.h"

#include "core/hexadecimal.h"
#include "core/text.h"

namespace sidetone::client {
namespace {

/// Valid UTF-8: no reader behind this has to think of anything else.
std::string repaired(std::string text) {
    if (core::isValidUtf8(text)) return text;
    for (char& letter : text) {
        if (static_cast<unsigned char>(letter) >= 0x80) letter = '?';
    }
    return text;
}

}  // namespace

std::string linkText(std::string_view encoded) {
    std::string text;
    for (const char letter : repaired(core::withOctetsDecoded(encoded, '%'))) {
        const auto byte = static_cast<unsigned char>(letter);
        if (letter == '\r' || byte == 0x7f || (byte < 0x20 && letter != '\n' && letter != '\t')) {
            continue;
        }
        text += letter;
    }
    return text;
}

std::string linkLine(std::string_view encoded) {
    std::string line = linkText(encoded);
    for (char& letter : line) {
        if (letter == '\n' || letter == '\t') letter = ' ';
    }
    return std::string(core::trim(line));
}

}  // namespace sidetone::client
