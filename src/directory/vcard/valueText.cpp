// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/vcard/valueText.h"

#include "core/hexadecimal.h"
#include "core/text.h"
#include "directory/vcard/charsetText.h"

namespace sidetone::directory {
namespace {

/// Nobody's name has more; the rest would only cost time.
constexpr std::size_t mostParts = 64;

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        if (text[at] != '\\' || std::string_view("nN,;:\\").find(next) == std::string_view::npos ||
            next == '\0') {
            out += text[at];
            continue;
        }
        ++at;
        out += next == 'n' || next == 'N' ? '\n' : next;
    }
    return out;
}

std::string decoded(const ContentLine& line, std::string_view text) {
    const auto encoding = core::lowerAscii(line.parameter("encoding"));
    const auto bytes =
        encoding == "quoted-printable" ? fromQuotedPrintable(text) : std::string(text);
    return unescaped(charsetText(bytes, line.parameter("charset")));
}

}  // namespace

std::string fromQuotedPrintable(std::string_view text) {
    return core::withOctetsDecoded(text, '=');
}

std::string valueText(const ContentLine& line) {
    return decoded(line, line.value);
}

std::vector<std::string> valueParts(const ContentLine& line, char mark) {
    std::vector<std::string> parts;
    const std::string_view text = line.value;
    std::size_t start = 0;
    for (std::size_t at = 0; at <= text.size() && parts.size() < mostParts; ++at) {
        if (at < text.size() && text[at] == '\\') {
            ++at;
            continue;
        }
        if (at < text.size() && text[at] != mark) continue;
        parts.push_back(decoded(line, text.substr(start, at - start)));
        start = at + 1;
    }
    // The last character may have been an escape of nothing.
    if (start < text.size() && parts.size() < mostParts) {
        parts.push_back(decoded(line, text.substr(start)));
    }
    return parts;
}

bool isBase64Value(const ContentLine& line) {
    const auto encoding = core::lowerAscii(line.parameter("encoding"));
    return encoding == "b" || encoding == "base64";
}

std::string valueBytes(const ContentLine& line) {
    return core::fromBase64(line.value).value_or(std::string());
}

}  // namespace sidetone::directory
