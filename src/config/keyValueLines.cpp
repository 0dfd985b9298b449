// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/keyValueLines.h"

#include <algorithm>

#include "core/text.h"

namespace sidetone::config {
namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view notSpecified = "NOT_SPECIFIED";
constexpr std::size_t mostBytes = 1U << 20U;

}  // namespace

KeyValueText readKeyValueLines(std::string_view text, Layer layer) {
    KeyValueText read;
    if (text.size() > mostBytes) {
        text = text.substr(0, mostBytes);
        read.remarks.push_back({layer, 0, "it is larger than 1 MiB, the rest is left out"});
    }
    if (text.starts_with(byteOrderMark)) text.remove_prefix(byteOrderMark.size());
    int number = 0;
    for (const auto part : core::split(text, '\n')) {
        ++number;
        const auto line = core::trim(part);
        if (line.empty() || line.front() == '#' || line == notSpecified) continue;
        if (!core::isValidUtf8(line) || line.find('\0') != std::string_view::npos) {
            read.remarks.push_back({layer, number, "this line is not UTF-8 text"});
            continue;
        }
        const auto at = line.find_first_of(":=");
        const auto key = core::trim(line.substr(0, at));
        if (at == std::string_view::npos || key.empty()) {
            read.remarks.push_back({layer, number,
                                    "\"" + core::printable(line, 60) +
                                        "\" is no setting, which is written \"Key: value\""});
            continue;
        }
        const auto value = core::trim(line.substr(at + 1));
        if (value == notSpecified) continue;
        read.settings.push_back({std::string(key), std::string(value), number});
    }
    return read;
}

std::string writeKeyValueLines(const std::vector<RawSetting>& settings) {
    std::string text;
    for (const auto& setting : settings) {
        std::string value = setting.value;
        std::replace_if(
            value.begin(), value.end(), [](char c) { return c == '\n' || c == '\r' || c == '\0'; },
            ' ');
        text += setting.name + ": " + value + "\n";
    }
    return text;
}

}  // namespace sidetone::config
