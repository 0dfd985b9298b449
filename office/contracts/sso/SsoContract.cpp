// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/sso/SsoContract.h"

#include <ctime>

#include "core/text.h"
#include "office/contracts/sso/Assertion.h"
#include "office/contracts/sso/IdentityProvider.h"
#include "office/contracts/sso/pages.h"
#include "office/servers/kamailioRpc.h"
#include "office/supervisor/TextFile.h"
#include "office/userstore/hashing.h"

namespace sidetone::office {
namespace {

constexpr std::size_t mostWaiting = 1000;
constexpr int codeLife = 60;
constexpr int usualLife = 3600;
constexpr int refreshLife = 5'184'000;
constexpr std::string_view linkUri = "ciscojabber://oauth";
constexpr std::string_view loopback = "http://127.0.0.1:";
constexpr const char* keyId = "office";

HttpResponse refusal(int status, const std::string& error, const std::string& description) {
    return jsonAnswer(status,
                      R"({"error":")" + error + R"(","error_description":")" + description + "\"}");
}

std::string value(const FormFields& form, std::string_view name) {
    return fieldOf(form, name).value_or("");
}

std::string withQuery(const std::string& uri, const std::string& query, bool isFragment) {
    const char mark = uri.find('?') == std::string::npos ? '?' : '&';
    return uri + (isFragment ? '#' : mark) + query;
}

}  // namespace

SsoContract::SsoContract(Desk& desk)
    : desk_(desk), doors_(SsoDoors::of(desk.layout, desk.host())), store_(desk.layout) {
    // The call manager makes the key; an edge takes it when somebody comes.
    if (!doors_.isEdge) openSigner();
}

void SsoContract::openSigner() {
    if (signer_ || !desk_.layout.with("sso") || !makeFolder(desk_.layout.path("sso"))) return;
    if (auto signer = Signer::open(desk_.layout.path("sso/token-key.pem"))) {
        signer_ = std::move(*signer);
    }
}

std::string SsoContract::url(const std::string& path) const {
    return "https://" + desk_.layout.fullName(desk_.host()) + ":" +
           std::to_string(desk_.layout.ports.uds) + path;
}

int SsoContract::life() const {
    const auto said = core::parseNumber(desk_.answerFor("sso-life"));
    return said ? static_cast<int>(*said) : usualLife;
}

HttpResponse SsoContract::answer(const HttpRequest& request) {
    const bool isPost = request.method == "POST";
    openSigner();
    if (signer_ && desk_.answerFor("sso") != "off") {
        if (request.path == "/ssosp/ws/public/singleSignOn") return status();
        if (request.path == doors_.authorize) return authorize(request);
        if (request.path == doors_.consumer && isPost) return consume(request);
        if (request.path == doors_.token && isPost) return token(parseForm(request.body));
        if (request.path == doors_.revoke && isPost) return revoke(parseForm(request.body));
        if (request.path == "/ssosp/oauth/jwks") return keys();
    }
    return {404, "text/html", {}, "<html><body>404</body></html>\n"};
}

HttpResponse SsoContract::status() const {
    const std::string token = desk_.answerFor("sso-flow") == "implicit" ? "false" : "true";
    return {200,
            "text/xml",
            {},
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><SingleSignOn version=\"" +
                desk_.release() + "\"><Status enabled=\"true\"/><Token enabled=\"" + token +
                "\"/><Uri>" + url(doors_.authorize) + "</Uri></SingleSignOn></Response>"};
}

bool SsoContract::mayComeBackTo(const std::string& redirectUri) const {
    if (redirectUri == linkUri) return true;
    if (desk_.answerFor("sso-redirect") == "link" || !redirectUri.starts_with(loopback)) {
        return false;
    }
    const auto rest = redirectUri.substr(loopback.size());
    const auto port = core::parseNumber(rest.substr(0, rest.find('/')));
    return port && *port > 0 && *port < 65536;
}

HttpResponse SsoContract::authorize(const HttpRequest& request) {
    Guest guest;
    guest.redirectUri = request.parameter("redirect_uri").value_or("");
    guest.state = request.parameter("state").value_or("");
    guest.challenge = request.parameter("code_challenge").value_or("");
    const auto type = request.parameter("response_type").value_or("");
    guest.wantsCode = type == "code";
    const auto client = request.parameter("client_id").value_or("");
    if (client.size() != 65 || client.front() != 'C') {
        return refusal(400, "INVALID_REQUEST", "The client_id is not known");
    }
    if (!mayComeBackTo(guest.redirectUri)) {
        return refusal(400, "INVALID_REQUEST", "The redirect_uri is not registered");
    }
    const bool isImplicit = desk_.answerFor("sso-flow") == "implicit";
    if (type != (isImplicit ? "token" : "code")) {
        return refusal(400, "UNSUPPORTED_RESPONSE_TYPE", "Not this response_type");
    }
    // Codes come without a secret of the client's: the proof key is wanted (RFC 8252 8.1).
    if (guest.wantsCode &&
        (guest.challenge.empty() || request.parameter("code_challenge_method") != "S256")) {
        return refusal(400, "INVALID_REQUEST", "A code_challenge by S256 is wanted");
    }
    if (desk_.answerFor("sso-grant") == "denied") {
        return redirectTo(withQuery(guest.redirectUri,
                                    "error=access_denied&state=" + encodedValue(guest.state),
                                    !guest.wantsCode));
    }
    if (guests_.size() >= mostWaiting) guests_.clear();
    const auto relay = random_.hex(16);
    guests_[relay] = std::move(guest);
    // The identity provider knows edges by their names; whoever names none is a call manager.
    const auto issuer = doors_.isEdge ? "." + desk_.layout.fullName(desk_.host()) : std::string();
    return redirectTo("https://" + desk_.layout.fullName(Host::IdentityProvider) + ":" +
                      std::to_string(desk_.layout.ports.uds) + "/idp/sso?SAMLRequest=" + relay +
                      issuer + "&RelayState=" + relay);
}

HttpResponse SsoContract::consume(const HttpRequest& request) {
    const auto form = parseForm(request.body);
    const auto relay = value(form, "RelayState");
    const auto at = guests_.find(relay);
    if (!provider_) {
        if (auto signer = Signer::open(identityProviderKey(desk_.layout))) {
            provider_ = std::move(*signer);
        }
    }
    const auto said =
        provider_ ? Assertion::read(value(form, "SAMLResponse"), *provider_) : std::nullopt;
    const bool isGood = said && at != guests_.end() && said->inReplyTo == relay &&
                        said->audience == desk_.layout.fullName(desk_.host()) &&
                        std::time(nullptr) < said->endsAt;
    if (!isGood) return {403, "text/html", {}, "<html><body>Not signed on</body></html>\n"};
    const auto guest = at->second;
    guests_.erase(at);
    if (!guest.wantsCode) {
        const auto access = makeAccess(said->userId);
        return redirectTo(withQuery(guest.redirectUri,
                                    "access_token=" + access.reveal() +
                                        "&token_type=Bearer&expires_in=" + std::to_string(life()) +
                                        "&state=" + encodedValue(guest.state),
                                    true));
    }
    if (codes_.size() >= mostWaiting) codes_.clear();
    const auto code = random_.hex(20);
    codes_[code] = {said->userId, guest.redirectUri, guest.challenge,
                    std::time(nullptr) + codeLife};
    return redirectTo(withQuery(guest.redirectUri,
                                "code=" + code + "&state=" + encodedValue(guest.state), false));
}

HttpResponse SsoContract::token(const FormFields& form) {
    const auto type = value(form, "grant_type");
    if (type == "authorization_code") return redeem(form);
    if (type == "refresh_token") return renew(form);
    return refusal(400, "unsupported_grant_type", "Not this grant_type");
}

HttpResponse SsoContract::redeem(const FormFields& form) {
    const auto at = codes_.find(value(form, "code"));
    if (at == codes_.end()) return refusal(400, "invalid_grant", "The code is not known");
    const auto code = at->second;
    codes_.erase(at);  // it serves once (RFC 6749 4.1.2)
    const bool isProved =
        toBase64Url(sha256(value(form, "code_verifier"))) == code.challenge;  // RFC 7636 4.6
    if (!isProved || value(form, "redirect_uri") != code.redirectUri ||
        std::time(nullptr) >= code.endsAt) {
        return refusal(400, "invalid_grant", "The code is not good for this client");
    }
    return tokens(code.userId);
}

HttpResponse SsoContract::renew(const FormFields& form) {
    const core::Secret refresh(value(form, "refresh_token"));
    const auto user = store_.ownerOf(TokenKind::Refresh, refresh);
    if (user.empty() || desk_.answerFor("sso-renewal") == "denied") {
        return refusal(400, "invalid_grant", "The refresh token was revoked");
    }
    store_.revoke(refresh);  // each renewal gives another one (RFC 9700 2.2.2)
    return tokens(user);
}

HttpResponse SsoContract::tokens(const std::string& userId) {
    const auto access = makeAccess(userId);
    const auto refresh = random_.hex(32);
    if (auto kept = store_.add(TokenKind::Refresh, userId, core::Secret(refresh),
                               std::chrono::seconds(refreshLife), TokenStore::digestOf(access));
        !kept) {
        return refusal(500, "server_error", "The token could not be kept");
    }
    return jsonAnswer(
        200, R"({"access_token":")" + access.reveal() + R"(","token_type":"Bearer","expires_in":)" +
                 std::to_string(life()) + R"(,"refresh_token":")" + refresh +
                 R"(","refresh_token_expires_in":)" + std::to_string(refreshLife) + "}");
}

core::Secret SsoContract::makeAccess(const std::string& userId) {
    const auto now = static_cast<long long>(std::time(nullptr));
    const auto claims = R"({"iss":")" + url("/ssosp") + R"(","sub":")" + userId +
                        R"(","typ":"user","jti":")" + random_.hex(12) + R"(","iat":)" +
                        std::to_string(now) + R"(,"exp":)" + std::to_string(now + life()) + "}";
    core::Secret token(signer_->jwt(keyId, claims));
    if (auto kept = store_.add(TokenKind::Access, userId, token, std::chrono::seconds(life()));
        !kept) {
        return {};
    }
    // Kamailio has no module for tokens: its table knows which are good, by their digest.
    [[maybe_unused]] const auto told =
        callKamailio(desk_.layout.path("kamailio"), "htable.setxs",
                     {"bearer", TokenStore::digestOf(token), userId, std::to_string(life())});
    return token;
}

void SsoContract::withdraw(const std::string& digest) {
    store_.revoke(digest);
    [[maybe_unused]] const auto told =
        callKamailio(desk_.layout.path("kamailio"), "htable.delete", {"bearer", digest});
}

HttpResponse SsoContract::revoke(const FormFields& form) {
    // RFC 7009: an unknown token is no error. A refresh token takes its access token along.
    const core::Secret token(value(form, "token"));
    if (const auto access = store_.companionOf(token); !access.empty()) {
        withdraw(access);
        store_.revoke(token);
    } else if (!token.isEmpty()) {
        withdraw(TokenStore::digestOf(token));
    }
    return jsonAnswer(200, "{}");
}

HttpResponse SsoContract::keys() const {
    return jsonAnswer(200, "{\"keys\":[" + signer_->jwk(keyId) + "]}");
}

}  // namespace sidetone::office
