// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/auth/Bearer.h"

#include <algorithm>

#include "core/text.h"
#include "sip/message/tokens.h"

namespace sidetone::sip {
namespace {

/// What stands behind the scheme; empty view without data where the scheme is another.
std::string_view behindScheme(std::string_view value) {
    const auto text = core::trim(value);
    const auto space = std::min(text.find_first_of(" \t"), text.size());
    if (!core::equalsIgnoringCase(text.substr(0, space), "Bearer")) return {};
    return text.substr(space);
}

}  // namespace

core::Result<BearerChallenge> BearerChallenge::parse(std::string_view headerValue) {
    const auto rest = behindScheme(headerValue);
    if (rest.data() == nullptr) {
        return core::fail(core::ErrorCode::Unsupported, "Reading the server's challenge",
                          "it asks for something else than an access token");
    }
    BearerChallenge challenge;
    for (const auto part : splitOutside(rest, ',')) {
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        const auto name = core::lowerAscii(core::trim(part.substr(0, equals)));
        const auto raw = core::trim(part.substr(equals + 1));
        auto value = unquote(raw).value_or(std::string(raw));
        if (name == "realm") {
            challenge.realm = std::move(value);
        } else if (name == "authz_server") {
            challenge.authorisationServer = std::move(value);
        } else if (name == "scope") {
            challenge.scope = std::move(value);
        } else if (name == "error") {
            challenge.error = std::move(value);
        }
    }
    return challenge;
}

std::string bearerAuthorization(const core::Secret& token) {
    return "Bearer " + token.reveal();
}

core::Secret bearerToken(std::string_view headerValue) {
    return core::Secret(std::string(core::trim(behindScheme(headerValue))));
}

}  // namespace sidetone::sip
