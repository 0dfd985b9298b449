// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/cloud/cloudAnswers.h"

#include "config/xmlFields.h"
#include "core/text.h"
#include "net/Url.h"
#include "signin/words.h"

namespace sidetone::signin::cloud {
namespace {

using core::ErrorCode;

constexpr const char* lookup = "Reading the cloud's answer";

std::string textOfFirst(const core::XmlElement& root, std::string_view name) {
    const auto* element = config::findAnywhere(root, name);
    return element == nullptr ? std::string() : config::textOf(*element);
}

/// An address that the person's browser may be sent to: https alone.
core::Result<Organisation> withSingleSignOn(const std::string& url) {
    const auto parsed = net::HttpUrl::parse(url);
    if (!parsed || !parsed->isSecure) {
        return core::fail(ErrorCode::BadAnswer, lookup,
                          "it sends to " + core::printable(url, 100) + ", which is not https");
    }
    return Organisation{true, parsed->text};
}

core::Result<Organisation> redirected(const net::HttpResponse& answer) {
    const auto base = net::HttpUrl::parse(answer.url);
    if (!base) return base.error();
    const auto target = base->redirected(std::string(answer.header("location")));
    if (!target) return target.error();
    if (target->server == base->server) {
        return core::fail(ErrorCode::BadAnswer, lookup, "it sends round in a circle");
    }
    return withSingleSignOn(target->text);
}

/// The document where its result says success.
core::Result<core::XmlElement> successful(std::string_view document) {
    auto root = config::readDocument(document, "the cloud's answer");
    if (!root) return root;
    if (core::lowerAscii(textOfFirst(*root, "result")) == "success") return root;
    if (config::findAnywhere(*root, "result") == nullptr) {
        return core::fail(ErrorCode::BadAnswer, lookup, "it has no result");
    }
    return core::fail(ErrorCode::Unauthorised, "Signing in to the cloud",
                      "the user name or the password is wrong", "Check both and try again.");
}

}  // namespace

core::Result<Organisation> readLookup(const net::HttpResponse& answer) {
    if (answer.status >= 300 && answer.status < 400) return redirected(answer);
    if (answer.status != 200) return statusError(answer.status, lookup);
    const auto root = config::readDocument(answer.body, "the cloud's answer");
    if (!root) return root.error();
    const auto url = textOfFirst(*root, "ssourl");
    if (!url.empty()) return withSingleSignOn(url);
    const auto code = core::parseNumber(textOfFirst(*root, "errorcode"));
    if (!code) return core::fail(ErrorCode::BadAnswer, lookup, "it has no errorcode");
    return Organisation{*code != 1, {}};
}

core::Result<Token> readToken(std::string_view document) {
    const auto root = successful(document);
    if (!root) return root.error();
    return makeToken(textOfFirst(*root, "token"), textOfFirst(*root, "serviceurl"));
}

core::Result<Token> makeToken(const std::string& text, std::string serviceUrl) {
    Token token{core::Secret(text), std::move(serviceUrl)};
    if (token.serviceUrl.find("://") == std::string::npos) {
        token.serviceUrl = "https://" + token.serviceUrl;
    }
    const auto url = net::HttpUrl::parse(token.serviceUrl);
    if (token.token.isEmpty() || !url || !url->isSecure) {
        return core::fail(ErrorCode::BadAnswer, lookup,
                          "it has no token or does not say where to go on");
    }
    token.serviceUrl = "https://" + url->server.text();
    constexpr std::string_view usualPort = ":443";
    if (token.serviceUrl.ends_with(usualPort)) {
        token.serviceUrl.resize(token.serviceUrl.size() - usualPort.size());
    }
    return token;
}

core::Result<core::Secret> readCredential(std::string_view document) {
    const auto root = successful(document);
    if (!root) return root.error();
    auto credential = textOfFirst(*root, "cred");
    if (credential.empty()) return core::fail(ErrorCode::BadAnswer, lookup, "it has no credential");
    return core::Secret(std::move(credential));
}

core::Result<std::string> readMessagingHost(std::string_view document) {
    const auto root = successful(document);
    if (!root) return root.error();
    return core::lowerAscii(textOfFirst(*root, "xmppserver"));
}

}  // namespace sidetone::signin::cloud
