// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/auth/httpDigest.h"

#include "core/text.h"
#include "sip/auth/Digest.h"

namespace sidetone::sip {
namespace {

constexpr const char* question = "www-authenticate";

std::string pathOf(const std::string& url) {
    const auto begin = url.find('/', url.find("://") + 3);
    return begin == std::string::npos ? "/" : url.substr(begin);
}

}  // namespace

std::string httpDigest(const net::HttpResponse& refusal, const net::HttpCredentials& credentials,
                       const std::string& method, const std::string& url, core::Random& random) {
    for (const auto& [name, value] : refusal.headers) {
        if (name != question) continue;
        const auto challenge = DigestChallenge::parse(value);
        if (!challenge || !challenge->isUsable()) continue;
        DigestInput input;
        input.user = credentials.user;
        input.password = credentials.password;
        input.method = method;
        input.uri = pathOf(url);
        input.clientNonce = random.hex(16);
        return digestAuthorization(*challenge, input);
    }
    return {};
}

std::string offeredSchemes(const net::HttpResponse& refusal) {
    std::string offered;
    for (const auto& [name, value] : refusal.headers) {
        if (name != question) continue;
        offered +=
            (offered.empty() ? "" : ", ") + core::printable(value.substr(0, value.find(' ')), 40);
    }
    return offered;
}

bool offersBasic(const net::HttpResponse& refusal) {
    return core::lowerAscii(offeredSchemes(refusal)).find("basic") != std::string::npos;
}

}  // namespace sidetone::sip
