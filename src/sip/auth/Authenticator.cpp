// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/auth/Authenticator.h"

#include <vector>

namespace sidetone::sip {
namespace {

constexpr std::string_view advice =
    "Check the phone user name and password, or ask your administrator.";

std::string_view answerHeader(bool proxy) {
    return proxy ? "Proxy-Authorization" : "Authorization";
}

/// True where the request already answered a challenge of that realm.
bool answeredAlready(const Request& request, std::string_view header, const std::string& realm) {
    for (const auto value : request.headers.fields(header)) {
        // Credentials have the same shape as a challenge: scheme, realm and nonce.
        const auto credentials = DigestChallenge::parse(value);
        if (credentials && credentials->realm == realm) return true;
    }
    return false;
}

}  // namespace

void Authenticator::put(Known& known, Request& request) {
    ++known.count;
    DigestInput input;
    input.user = user_;
    input.password = password_;
    input.method = request.method;
    input.uri = request.uri.text();
    input.clientNonce = known.clientNonce;
    input.nonceCount = known.count;
    request.headers.add(answerHeader(known.proxy), digestAuthorization(known.challenge, input));
}

void Authenticator::authorise(Request& request) {
    request.headers.remove("Authorization");
    request.headers.remove("Proxy-Authorization");
    for (auto& [key, known] : known_) put(known, request);
}

core::Status Authenticator::adopt(const Response& response, const Request& request, bool proxy) {
    const std::string_view header = proxy ? "Proxy-Authenticate" : "WWW-Authenticate";
    std::map<std::string, DigestChallenge> chosen;
    std::vector<std::string> refused;
    for (const auto value : response.headers.fields(header)) {
        auto challenge = DigestChallenge::parse(value);
        if (!challenge) {
            refused.push_back(challenge.error().answer);
        } else if (!challenge->isUsable()) {
            refused.push_back("algorithm " + challenge->algorithmText);
        } else {
            chosen.emplace(challenge->realm, std::move(*challenge));
        }
    }
    const auto tried = "Signing in at the call server as " + user_;
    if (chosen.empty()) {
        return core::fail(core::ErrorCode::Unsupported, tried,
                          refused.empty() ? "it refused without saying what it wants"
                                          : "it wants what is not supported: " + refused.front(),
                          "Ask your administrator to allow digest authentication.");
    }
    for (auto& [realm, challenge] : chosen) {
        if (answeredAlready(request, answerHeader(proxy), realm) && !challenge.stale) {
            return core::fail(core::ErrorCode::Unauthorised, tried,
                              "the user name or password was not accepted", std::string(advice));
        }
        known_[(proxy ? "proxy " : "server ") + realm] =
            Known{std::move(challenge), random_.hex(8), 0, proxy};
    }
    return {};
}

core::Status Authenticator::answer(const Response& response, Request& request) {
    if (auto status = adopt(response, request, response.status == 407); !status) return status;
    authorise(request);
    return {};
}

}  // namespace sidetone::sip
