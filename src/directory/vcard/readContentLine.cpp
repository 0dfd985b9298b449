// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/vcard/readContentLine.h"

#include <algorithm>

#include "core/text.h"

namespace sidetone::directory {
namespace {

std::string upperAscii(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return out;
}

bool isName(std::string_view text) {
    for (const char c : text) {
        const bool isGood = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                            (c >= '0' && c <= '9') || c == '-' || c == '_';
        if (!isGood) return false;
    }
    return !text.empty();
}

/// "^n", "^^" and "^'" of RFC 6868.
std::string withoutCarets(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        const bool isCode = text[at] == '^' && (next == '^' || next == 'n' || next == '\'');
        if (!isCode) {
            out += text[at];
            continue;
        }
        ++at;
        out += next == 'n' ? '\n' : next == '\'' ? '"' : '^';
    }
    return out;
}

/// The place of the first of these characters outside quotation marks.
std::size_t findPlain(std::string_view text, std::string_view wanted, std::size_t from) {
    bool isQuoted = false;
    for (std::size_t at = from; at < text.size(); ++at) {
        if (text[at] == '"') isQuoted = !isQuoted;
        if (!isQuoted && wanted.find(text[at]) != std::string_view::npos) return at;
    }
    return std::string_view::npos;
}

/// What vCard 2.1 writes without a name says an encoding, or a type.
std::string nameOfBare(std::string_view value) {
    const auto lower = core::lowerAscii(value);
    const bool isEncoding =
        lower == "quoted-printable" || lower == "base64" || lower == "8bit" || lower == "7bit";
    return isEncoding ? "encoding" : "type";
}

void addParameter(std::string_view text, ContentLine& line) {
    const auto equals = findPlain(text, "=", 0);
    const bool isBare = equals == std::string_view::npos;
    auto values = isBare ? text : text.substr(equals + 1);
    const auto name = isBare ? nameOfBare(core::trim(text))
                             : core::lowerAscii(core::trim(text.substr(0, equals)));
    // TYPE="work,voice" is two types: the example of RFC 6350 6.4.1.
    const bool isWholeQuoted = name == "type" && values.size() > 1 && values.front() == '"' &&
                               values.find('"', 1) == values.size() - 1;
    if (isWholeQuoted) values = values.substr(1, values.size() - 2);
    while (true) {
        const auto comma = findPlain(values, ",", 0);
        auto one = core::trim(values.substr(0, comma));
        if (one.size() > 1 && one.front() == '"' && one.back() == '"') {
            one = one.substr(1, one.size() - 2);
        }
        if (!one.empty()) line.parameters.push_back({name, withoutCarets(one)});
        if (comma == std::string_view::npos) return;
        values.remove_prefix(comma + 1);
    }
}

}  // namespace

core::Result<ContentLine> readContentLine(std::string_view text, std::size_t number,
                                          const VcardLimits& limits) {
    const auto bad = [number](core::ErrorCode code, const char* what) {
        return core::fail(code, "Reading line " + std::to_string(number), what);
    };
    auto colon = findPlain(text, ":", 0);
    // A quotation mark that nobody closes is a character like others.
    if (colon == std::string_view::npos) colon = text.find(':');
    if (colon == std::string_view::npos) {
        return bad(core::ErrorCode::BadAnswer, "there is no colon in it");
    }
    ContentLine line;
    line.line = number;
    line.value = std::string(text.substr(colon + 1));
    auto head = text.substr(0, colon);
    auto end = std::min(head.find(';'), head.size());
    auto name = core::trim(head.substr(0, end));
    if (const auto dot = name.rfind('.'); dot != std::string_view::npos) {
        line.group = core::lowerAscii(name.substr(0, dot));
        name.remove_prefix(dot + 1);
    }
    if (!isName(name)) return bad(core::ErrorCode::BadAnswer, "it does not begin with a name");
    line.name = upperAscii(name);
    while (end < head.size()) {
        const auto start = end + 1;
        end = std::min(findPlain(head, ";", start), head.size());
        addParameter(head.substr(start, end - start), line);
        if (line.parameters.size() > limits.parameters) {
            return bad(core::ErrorCode::TooLarge, "it has too many parameters");
        }
    }
    return line;
}

}  // namespace sidetone::directory
