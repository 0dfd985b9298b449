// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy/pacAnswer.h"

#include <optional>

#include "core/text.h"
#include "net/proxy/ProxySettings.h"

namespace sidetone::net {
namespace {

constexpr std::size_t mostWays = 16;

std::optional<Route> wayOf(std::string_view part) {
    part = core::trim(part);
    const auto space = part.find_first_of(" \t");
    const auto kind = core::lowerAscii(part.substr(0, space));
    if (kind == "direct") return Route{};
    if (space == std::string_view::npos) return std::nullopt;
    const std::string scheme = kind == "proxy" || kind == "http"     ? "http"
                               : kind == "https"                     ? "https"
                               : kind == "socks" || kind == "socks5" ? "socks5"
                                                                     : "";
    const std::string server(core::trim(part.substr(space)));
    if (scheme.empty() || server.find("://") != std::string::npos) return std::nullopt;
    auto entry = parseProxy(scheme + "://" + server);
    if (!entry) return std::nullopt;
    return entry->route;
}

}  // namespace

std::vector<Route> readPacAnswer(std::string_view answer) {
    if (core::trim(answer).empty()) return {Route{}};
    std::vector<Route> ways;
    for (const auto part : core::split(answer, ';')) {
        if (ways.size() >= mostWays) break;
        if (auto way = wayOf(part)) ways.push_back(std::move(*way));
    }
    return ways;
}

std::string pacUrl(const RouteRequest& request) {
    if (request.scheme == "http" && !request.url.empty()) return request.url;
    const bool isPlain = request.scheme == "http";
    const int usual = isPlain ? 80 : 443;
    const auto full = request.server.text();
    const auto host = full.substr(0, full.rfind(':'));
    return std::string(isPlain ? "http://" : "https://") +
           (request.server.port == usual ? host : full) + "/";
}

}  // namespace sidetone::net
