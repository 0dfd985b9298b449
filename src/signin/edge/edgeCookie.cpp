// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/edge/edgeCookie.h"

#include <algorithm>
#include <string_view>

#include "core/text.h"

namespace sidetone::signin {
namespace {

constexpr core::Milliseconds eightHours{8LL * 60 * 60 * 1000};
constexpr std::size_t longest = 4096;

/// RFC 6265 4.1.1 cookie-octet.
bool isValue(std::string_view text) {
    return !text.empty() && text.size() <= longest &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
           });
}

/// RFC 6265 5.1.3, for names alone.
bool matches(const std::string& host, std::string_view domain) {
    if (!domain.empty() && domain.front() == '.') domain.remove_prefix(1);
    const auto wanted = core::lowerAscii(domain);
    const auto name = core::lowerAscii(host);
    // A whole top-level domain is nobody's.
    if (wanted.find('.') == std::string::npos) return false;
    return name == wanted || name.ends_with("." + wanted);
}

/// True where the attributes allow it for this host; `lasts` is what they leave.
bool isFor(const std::string& host, const std::vector<std::string_view>& parts,
           core::Milliseconds& lasts) {
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const auto equals = std::min(parts[i].find('='), parts[i].size());
        const auto name = core::trim(parts[i].substr(0, equals));
        const auto value =
            equals < parts[i].size() ? core::trim(parts[i].substr(equals + 1)) : std::string_view();
        if (core::equalsIgnoringCase(name, "Domain") && !value.empty() && !matches(host, value)) {
            return false;
        }
        const auto seconds = core::parseNumber(value);
        if (core::equalsIgnoringCase(name, "Max-Age") && seconds) {
            const auto most = static_cast<std::uint64_t>(eightHours.count() / 1000);
            lasts = core::Milliseconds(static_cast<std::int64_t>(std::min(*seconds, most)) * 1000);
        }
    }
    return true;
}

}  // namespace

EdgeCookie edgeCookie(const net::HttpResponse& answer, const std::string& host) {
    EdgeCookie found{{}, eightHours};
    for (const auto& [name, text] : answer.headers) {
        if (name != "set-cookie") continue;
        const auto parts = core::split(text, ';');
        const auto pair = core::trim(parts.front());
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        const bool isOurs = core::equalsIgnoringCase(core::trim(pair.substr(0, equals)), "X-Auth");
        const auto value = core::trim(pair.substr(equals + 1));
        auto lasts = eightHours;
        if (!isOurs || !isValue(value) || !isFor(host, parts, lasts)) continue;
        found = {core::Secret("X-Auth=" + std::string(value)), lasts};
    }
    return found;
}

}  // namespace sidetone::signin
