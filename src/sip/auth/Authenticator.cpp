// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/auth/Authenticator.h"

#include <vector>

#include "sip/auth/Bearer.h"

namespace sidetone::sip {
namespace {

constexpr std::string_view advice =
    "Check the phone user name and password, or ask your administrator.";

std::string_view answerHeader(bool proxy) {
    return proxy ? "Proxy-Authorization" : "Authorization";
}

/// True where the request already answered a challenge of that realm, and not with an old nonce.
bool answeredAlready(const Request& request, std::string_view header,
                     const DigestChallenge& challenge, Shown shown) {
    for (const auto value : request.headers.fields(header)) {
        // Credentials have the same shape as a challenge: scheme, realm and nonce.
        const auto credentials = DigestChallenge::parse(value);
        if (!credentials || credentials->realm != challenge.realm) continue;
        if (shown == Shown::Asked || credentials->nonce == challenge.nonce) return true;
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

void Authenticator::authorise(Request& request, Channel channel) {
    request.headers.remove("Authorization");
    request.headers.remove("Proxy-Authorization");
    for (auto& [key, known] : known_) put(known, request);
    if (channel != Channel::Encrypted || token_.isEmpty()) return;
    for (const auto& header : tokenHeaders_) {
        request.headers.add(header, bearerAuthorization(token_));
    }
}

core::Secret Authenticator::shownToken(const Request& request, bool proxy) {
    for (const auto value : request.headers.fields(answerHeader(proxy))) {
        if (auto token = bearerToken(value); !token.isEmpty()) return token;
    }
    return {};
}

bool Authenticator::carriesToken(const Request& request, const Response& challenge) {
    return !shownToken(request, challenge.status == 407).isEmpty();
}

/// True where the server wants a token and there is a source of them.
bool Authenticator::adoptToken(const Response& response, const Request& request, bool proxy) {
    const std::string_view header = proxy ? "Proxy-Authenticate" : "WWW-Authenticate";
    bool isWanted = false;
    for (const auto value : response.headers.fields(header)) {
        if (BearerChallenge::parse(value)) isWanted = true;
    }
    if (!isWanted || !tokens_) return false;
    if (const auto shown = shownToken(request, proxy); !shown.isEmpty()) tokens_->refused(shown);
    tokenHeaders_.emplace(answerHeader(proxy));
    return true;
}

core::Task<void> Authenticator::fetchToken() {
    core::Promise<void> promise;
    auto task = promise.task();
    tokens_->accessToken().then(owner_, [this, promise](core::Result<core::Secret> token) {
        if (token) token_ = std::move(*token);
        promise.settle(token ? core::Status() : core::Status(token.error()));
    });
    return task;
}

std::string Authenticator::tried() const {
    return "Signing in at the call server as " + user_;
}

core::Error Authenticator::tokenRefused() const {
    return core::fail(core::ErrorCode::Unauthorised, tried(),
                      "it did not accept your single sign-on",
                      "Sign in again; if it stays so, ask your administrator.");
}

void Authenticator::forget() {
    known_.clear();
    tokenHeaders_.clear();
    token_ = {};
}

core::Status Authenticator::adopt(const Response& response, const Request& request, Shown shown) {
    const bool proxy = response.status == 407;
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
    if (chosen.empty()) {
        return core::fail(core::ErrorCode::Unsupported, tried(),
                          refused.empty() ? "it refused without saying what it wants"
                                          : "it wants what is not supported: " + refused.front(),
                          "Ask your administrator to allow digest authentication.");
    }
    for (auto& [realm, challenge] : chosen) {
        if (answeredAlready(request, answerHeader(proxy), challenge, shown) && !challenge.stale) {
            return core::fail(core::ErrorCode::Unauthorised, tried(),
                              "the user name or password was not accepted", std::string(advice));
        }
        known_[(proxy ? "proxy " : "server ") + realm] =
            Known{std::move(challenge), random_.hex(8), 0, proxy};
    }
    return {};
}

core::Status Authenticator::answer(const Response& response, Request& request, Channel channel,
                                   Shown shown) {
    const bool proxy = response.status == 407;
    if (adoptToken(response, request, proxy)) {
        if (channel == Channel::Encrypted) return {};
        return core::fail(core::ErrorCode::Untrusted, tried(),
                          "it wants your single sign-on over a connection without encryption",
                          "Nothing was sent to it. Ask your administrator to use TLS.");
    }
    if (auto status = adopt(response, request, shown); !status) return status;
    authorise(request, channel);
    return {};
}

}  // namespace sidetone::sip
