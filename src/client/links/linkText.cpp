// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/links/linkText.h"

#include <optional>

#include "core/text.h"

namespace sidetone::client {
namespace {

std::optional<int> digit(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return std::nullopt;
}

std::string decoded(std::string_view encoded) {
    std::string text;
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        if (encoded[i] == '%' && i + 2 < encoded.size()) {
            const auto high = digit(encoded[i + 1]);
            const auto low = digit(encoded[i + 2]);
            if (high && low) {
                text += static_cast<char>(*high * 16 + *low);
                i += 2;
                continue;
            }
        }
        text += encoded[i];
    }
    return text;
}

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
    for (const char letter : repaired(decoded(encoded))) {
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
