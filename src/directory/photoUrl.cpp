// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/photoUrl.h"

#include "core/text.h"
#include "directory/percentEncoded.h"

namespace sidetone::directory {
namespace {

constexpr std::size_t longestValue = 256;
constexpr std::size_t longestUrl = 4096;

/// Where the path begins; 0 where the text is no web address with one.
std::size_t pathOf(std::string_view text) {
    const auto scheme = text.find("://");
    const auto name = core::lowerAscii(text.substr(0, scheme));
    if (scheme == std::string_view::npos || (name != "http" && name != "https")) return 0;
    const auto path = text.find('/', scheme + 3);
    return path == std::string_view::npos || path == scheme + 3 ? 0 : path;
}

bool isSafe(std::string_view value) {
    if (value.empty() || value.size() > longestValue) return false;
    // Some servers decode a path before they look where it leads.
    if (value == "." || value.find("..") != std::string_view::npos) return false;
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f || c == '/' || c == '\\') return false;
    }
    return true;
}

}  // namespace

std::string photoUrl(std::string_view pattern, std::string_view token, std::string_view value) {
    const auto path = pathOf(pattern);
    if (token.empty() || path == 0 || !isSafe(value)) return {};
    auto at = pattern.find(token, path);
    if (at == std::string_view::npos) return {};
    const auto encoded = percentEncoded(value, "@");
    std::string url;
    std::size_t done = 0;
    for (; at != std::string_view::npos && url.size() < longestUrl;
         at = pattern.find(token, done)) {
        url += pattern.substr(done, at - done);
        url += encoded;
        done = at + token.size();
    }
    url += pattern.substr(done);
    return url.size() < longestUrl ? url : std::string();
}

}  // namespace sidetone::directory
