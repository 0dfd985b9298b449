// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/vcard/LineReader.h"

#include <algorithm>

#include "core/text.h"

namespace sidetone::directory {
namespace {

bool isSpace(char c) {
    return c == ' ' || c == '\t';
}

/// The property's name and parameters, in lower case; not more than a reader needs to look at.
std::string headOf(std::string_view line) {
    const auto colon = line.find(':');
    return colon == std::string_view::npos || colon > 1024
               ? std::string()
               : core::lowerAscii(line.substr(0, colon));
}

bool isQuotedPrintable(std::string_view line) {
    return headOf(line).find("quoted-printable") != std::string::npos;
}

bool isBase64(std::string_view line) {
    const auto head = headOf(line);
    return head.find(";base64") != std::string::npos ||
           head.find("encoding=base64") != std::string::npos ||
           head.find("encoding=b;") != std::string::npos || head.ends_with("encoding=b");
}

}  // namespace

std::string_view LineReader::peek() const {
    return rest_.substr(0, rest_.find_first_of("\r\n"));
}

std::string_view LineReader::take() {
    const auto line = peek();
    ++number_;
    auto end = line.size();
    if (end < rest_.size()) end += rest_.substr(end).starts_with("\r\n") ? 2 : 1;
    rest_.remove_prefix(end);
    return line;
}

void LineReader::append(Line& line, std::string_view more) const {
    const auto room = limits_.lineBytes - std::min(limits_.lineBytes, line.text.size());
    line.isTooLong |= more.size() > room;
    line.text += more.substr(0, room);
}

void LineReader::takeFolded(Line& line) {
    // A soft break's next line may begin with a space that belongs to the text.
    const bool hasSoftBreaks = isQuotedPrintable(line.text);
    while (!rest_.empty()) {
        if (hasSoftBreaks && line.text.ends_with('=')) {
            line.text.pop_back();
            append(line, take());
        } else if (isSpace(rest_.front()) && !core::trim(peek()).empty()) {
            append(line, take().substr(1));
        } else {
            return;
        }
    }
}

void LineReader::takeBase64(Line& line) {
    while (!rest_.empty()) {
        const auto more = peek();
        // An empty line is the end, and so is whatever cannot be Base64: the next property.
        if (core::trim(more).empty() || more.find_first_of(":;.") != std::string_view::npos) return;
        append(line, core::trim(take()));
    }
}

std::optional<LineReader::Line> LineReader::next() {
    while (!rest_.empty()) {
        Line line;
        const auto first = take();
        line.number = number_;
        append(line, first);
        takeFolded(line);
        if (core::trim(line.text).empty()) continue;
        if (isBase64(line.text)) takeBase64(line);
        return line;
    }
    return std::nullopt;
}

}  // namespace sidetone::directory
