// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/http/Router.h"

#include <optional>

#include "core/text.h"

namespace sidetone::office {
namespace {

std::vector<std::string> segmentsOf(std::string_view path) {
    std::vector<std::string> segments;
    for (const auto part : core::split(path, '/')) {
        if (!part.empty()) segments.emplace_back(part);
    }
    return segments;
}

bool isVariable(const std::string& segment) {
    return segment.front() == '{';
}

std::optional<Router::Variables> match(const std::vector<std::string>& pattern,
                                       const std::vector<std::string>& path) {
    if (pattern.size() != path.size()) return std::nullopt;
    Router::Variables variables;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (isVariable(pattern[i])) {
            variables.push_back(path[i]);
        } else if (pattern[i] != path[i]) {
            return std::nullopt;
        }
    }
    return variables;
}

}  // namespace

void Router::add(std::string method, std::string_view pattern, RouteHandler handler) {
    routes_.push_back({std::move(method), segmentsOf(pattern), std::move(handler)});
}

HttpResponse Router::answer(const HttpRequest& request) const {
    const auto path = segmentsOf(request.path);
    const std::string method = request.method == "HEAD" ? "GET" : request.method;
    std::string allowed;
    for (const auto& route : routes_) {
        const auto variables = match(route.segments, path);
        if (!variables) continue;
        if (route.method == method) return route.handler(request, *variables);
        if (!allowed.empty()) allowed += ", ";
        allowed += route.method;
    }
    auto response = errorPage_(request, allowed.empty() ? 404 : 405);
    if (!allowed.empty()) response.headers.emplace_back("allow", allowed);
    return response;
}

}  // namespace sidetone::office
