// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/cloud/cloudSso.h"

#include "core/text.h"
#include "signin/sso/parameters.h"

namespace sidetone::signin::cloud {
namespace {

constexpr auto tried = "Signing on to the cloud in the browser";

}  // namespace

std::string ssoPage(const std::string& ssoUrl, const std::string& wayBack,
                    const std::string& state) {
    return ssoUrl + (ssoUrl.find('?') == std::string::npos ? "?" : "&") +
           sso::encodedFields({{"target", wayBack}, {"state", state}});
}

core::Result<Token> readSsoReturn(std::string_view parameters, const std::string& state) {
    using core::ErrorCode;
    auto fields = sso::readFields(parameters);
    if (fields["state"] != state) {
        return core::fail(ErrorCode::Untrusted, tried,
                          "the browser came back with an answer that does not belong to this "
                          "sign-on",
                          "Try again; if it stays so, tell your administrator.");
    }
    if (const auto& error = fields["error"]; !error.empty()) {
        return core::fail(ErrorCode::Forbidden, tried,
                          "the sign-on page refused (" + core::printable(error, 60) + ")",
                          "Check with whom you signed on, or ask your administrator.");
    }
    return makeToken(fields["access_token"], fields["serviceurl"]);
}

}  // namespace sidetone::signin::cloud
