// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/withoutSecrets.h"

#include <algorithm>

#include "config/JabberConfig.h"
#include "config/Registry.h"
#include "core/text.h"

namespace sidetone::config {
namespace {

bool isSecret(std::string_view name) {
    if (const auto* parameter = findParameter(name)) {
        return parameter->type == ParameterType::Secret;
    }
    return core::lowerAscii(name).ends_with("password");
}

std::string_view localName(std::string_view name) {
    return name.substr(name.rfind(':') + 1);
}

/// A tag's name as written, with its prefix, from behind its "<".
std::string_view nameAt(std::string_view document, std::size_t at) {
    const auto end = document.find_first_of(" \t\r\n/><", at);
    return document.substr(at, end == std::string_view::npos ? end : end - at);
}

}  // namespace

std::string withoutSecrets(std::string_view document) {
    std::string out;
    std::size_t at = 0;
    while (at < document.size()) {
        const auto open = document.find('<', at);
        if (open == std::string_view::npos) break;
        const auto name = nameAt(document, open + 1);
        const auto value = document.find('>', open);
        const bool isWhole = value != std::string_view::npos && document[value - 1] != '/';
        if (name.empty() || !isWhole || !isSecret(localName(name))) {
            out += document.substr(at, open + 1 - at);
            at = open + 1;
            continue;
        }
        const auto close = document.find("</" + std::string(name), value);
        if (close == std::string_view::npos) return {};
        out += document.substr(at, value + 1 - at);
        at = close;
    }
    out += document.substr(at);
    // What the reader makes of it decides, not this look at the text.
    const auto read = parseJabberConfig(out);
    if (!read) return {};
    const bool isClean = std::none_of(
        read->settings.begin(), read->settings.end(),
        [](const RawSetting& one) { return isSecret(one.name) && !one.value.empty(); });
    return isClean ? out : std::string();
}

}  // namespace sidetone::config
