// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/message/tokens.h"

#include <algorithm>
#include <cctype>

#include "core/hexadecimal.h"
#include "core/text.h"

namespace sidetone::sip {
namespace {

bool isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Walks over text and calls back for each character outside quotes and angle brackets; the
/// callback says whether to go on.
template <class Callback>
void walkOutside(std::string_view text, Callback callback) {
    bool quoted = false;
    bool angled = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\') {
                ++i;
            } else if (c == '"') {
                quoted = false;
            }
            continue;
        }
        if (c == '"') {
            quoted = true;
        } else if (angled) {
            angled = c != '>';
        } else if (c == '<') {
            angled = true;
        } else if (!callback(i, c)) {
            return;
        }
    }
}

}  // namespace

bool isToken(std::string_view text) {
    static constexpr std::string_view marks = "-.!%*_+`'~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return isAlphanumeric(c) || marks.find(c) != std::string_view::npos;
    });
}

std::vector<std::string_view> splitOutside(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    walkOutside(text, [&](std::size_t at, char c) {
        if (c == separator) {
            parts.push_back(core::trim(text.substr(start, at - start)));
            start = at + 1;
        }
        return true;
    });
    parts.push_back(core::trim(text.substr(start)));
    return parts;
}

std::size_t findOutside(std::string_view text, char wanted) {
    std::size_t found = std::string_view::npos;
    walkOutside(text, [&](std::size_t at, char c) {
        if (c != wanted) return true;
        found = at;
        return false;
    });
    return found;
}

std::optional<std::string> unquote(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
    std::string out;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        if (text[i] == '"') return std::nullopt;
        if (text[i] == '\\' && ++i + 1 >= text.size()) return std::nullopt;
        out += text[i];
    }
    return out;
}

std::string quote(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) continue;
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

std::optional<std::string> percentDecode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const int high = core::hexadecimalDigit(text[i + 1]);
        const int low = core::hexadecimalDigit(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

std::string percentEncode(std::string_view text, std::string_view also) {
    static constexpr std::string_view marks = "-_.!~*'()";
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (isAlphanumeric(c) || marks.find(c) != std::string_view::npos ||
            also.find(c) != std::string_view::npos) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

bool isHost(std::string_view text) {
    if (text.empty() || text.size() > 255) return false;
    if (text.front() == '[') {
        if (text.size() < 4 || text.back() != ']') return false;
        const auto inside = text.substr(1, text.size() - 2);
        return std::all_of(inside.begin(), inside.end(), [](char c) {
            return core::hexadecimalDigit(c) >= 0 || c == ':' || c == '.';
        });
    }
    return std::all_of(text.begin(), text.end(), [](char c) {
        return isAlphanumeric(c) || c == '-' || c == '.' || c == '_';
    });
}

std::optional<HostPort> parseHostPort(std::string_view text) {
    text = core::trim(text);
    const auto bracket = text.find(']');
    const auto colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const auto host = core::trim(text.substr(0, colon));
    if (!isHost(host)) return std::nullopt;
    HostPort result{core::lowerAscii(host), 0};
    if (colon == std::string_view::npos) return result;
    const auto port = core::parseNumber(core::trim(text.substr(colon + 1)));
    if (!port || *port == 0 || *port > 65535) return std::nullopt;
    result.port = static_cast<std::uint16_t>(*port);
    return result;
}

}  // namespace sidetone::sip
