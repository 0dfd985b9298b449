// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/http/HttpMessage.h"

#include "core/text.h"

namespace sidetone::office {

std::string_view HttpRequest::header(std::string_view lowerCaseName) const {
    for (const auto& [name, value] : headers) {
        if (name == lowerCaseName) return value;
    }
    return {};
}

std::optional<std::string> HttpRequest::parameter(std::string_view name) const {
    const auto wanted = core::lowerAscii(name);
    for (const auto& [key, value] : query) {
        if (core::lowerAscii(key) == wanted) return value;
    }
    return std::nullopt;
}

core::Secret bearerToken(const HttpRequest& request) {
    const auto header = request.header("authorization");
    constexpr std::string_view scheme = "bearer ";
    if (core::lowerAscii(header.substr(0, scheme.size())) != scheme) return {};
    return core::Secret(std::string(core::trim(header.substr(scheme.size()))));
}

std::optional<BasicCredentials> basicCredentials(const HttpRequest& request) {
    const auto header = request.header("authorization");
    constexpr std::string_view scheme = "basic ";
    if (core::lowerAscii(header.substr(0, scheme.size())) != scheme) return std::nullopt;
    const auto decoded = core::fromBase64(core::trim(header.substr(scheme.size())));
    if (!decoded) return std::nullopt;
    const auto colon = decoded->find(':');
    if (colon == std::string::npos) return std::nullopt;
    return BasicCredentials{decoded->substr(0, colon), core::Secret(decoded->substr(colon + 1))};
}

}  // namespace sidetone::office
