// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sso/AuthorizationServer.h"

#include <utility>

#include "net/Url.h"
#include "signin/sso/parameters.h"

namespace sidetone::signin::sso {
namespace {

/// Binds one answer to what is made of it; it lives as long as its task is waited for.
template <class Out>
class Reading : public std::enable_shared_from_this<Reading<Out>> {
public:
    using Read = std::function<core::Result<Out>(const net::HttpResponse&)>;

    core::Task<Out> start(core::Task<net::HttpResponse> answer, Read read) {
        auto task = promise_.task();
        promise_.onCancel([weak = this->weak_from_this()] {
            if (const auto live = weak.lock()) live->end();
        });
        self_ = this->shared_from_this();
        std::move(answer).then(owner_, [this, read](core::Result<net::HttpResponse> got) {
            const auto keep = std::exchange(self_, nullptr);
            if (got) {
                promise_.settle(read(*got));
            } else {
                promise_.settle(got.error());
            }
        });
        return task;
    }

private:
    void end() {
        const auto keep = std::exchange(self_, nullptr);
        owner_.cancelAll();
    }
    core::Promise<Out> promise_;
    std::shared_ptr<Reading> self_;
    core::Owner owner_;
};

core::Status readRevocation(const net::HttpResponse& answer) {
    if (answer.status == 200) return {};
    const std::string tried = "Taking the single sign-on back";
    if (answer.status == 404 || answer.status == 405) {
        return core::fail(core::ErrorCode::Unsupported, tried,
                          "the server has no such door; the sign-on ends by itself");
    }
    return core::fail(core::ErrorCode::BadAnswer, tried,
                      "the server answered " + std::to_string(answer.status));
}

}  // namespace

AuthorizationServer::AuthorizationServer(std::string authorizeUrl, net::HttpClient& plain,
                                         std::shared_ptr<net::HttpClient> through,
                                         core::Milliseconds limit)
    : authorizeUrl_(std::move(authorizeUrl)),
      plain_(plain),
      through_(std::move(through)),
      limit_(limit) {}

std::string AuthorizationServer::host() const {
    const auto url = net::HttpUrl::parse(authorizeUrl_);
    return url ? url->server.text() : authorizeUrl_;
}

core::Task<net::HttpResponse> AuthorizationServer::post(const std::string& door, std::string form) {
    net::HttpRequest request;
    request.method = "POST";
    const auto path = authorizeUrl_.substr(0, authorizeUrl_.find('?'));
    request.url = path.substr(0, path.rfind('/')) + "/" + door;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"}};
    request.body = std::move(form);
    request.timeout = limit_;
    request.largestAnswer = 256U << 10U;
    auto& http = through_ ? *through_ : plain_;
    return http.send(std::move(request));
}

core::Task<TokenSet> AuthorizationServer::askForTokens(std::string form) {
    return std::make_shared<Reading<TokenSet>>()->start(
        post("token", std::move(form)), [](const net::HttpResponse& answer) {
            return readTokenAnswer(answer.status, answer.body);
        });
}

core::Task<TokenSet> AuthorizationServer::redeem(const std::string& code,
                                                 const core::Secret& verifier,
                                                 const std::string& redirectUri) {
    return askForTokens(encodedFields({{"grant_type", "authorization_code"},
                                       {"code", code},
                                       {"redirect_uri", redirectUri},
                                       {"client_id", clientId},
                                       {"code_verifier", verifier.reveal()}}));
}

core::Task<TokenSet> AuthorizationServer::renew(const core::Secret& refreshToken) {
    return askForTokens(encodedFields({{"grant_type", "refresh_token"},
                                       {"refresh_token", refreshToken.reveal()},
                                       {"client_id", clientId}}));
}

core::Task<void> AuthorizationServer::revoke(const core::Secret& token) {
    return std::make_shared<Reading<void>>()->start(
        post("revoke", encodedFields({{"token", token.reveal()}, {"client_id", clientId}})),
        readRevocation);
}

}  // namespace sidetone::signin::sso
