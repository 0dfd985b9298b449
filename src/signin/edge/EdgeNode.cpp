// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/edge/EdgeNode.h"

#include <algorithm>
#include <utility>

#include "signin/edge/edgeCookie.h"
#include "signin/edge/edgePath.h"
#include "signin/words.h"

namespace sidetone::signin {
namespace {

constexpr core::Milliseconds firstPause{15'000};
constexpr core::Milliseconds longestPause{15 * 60 * 1000};
constexpr std::size_t largestConfig = 1U << 20U;

core::Milliseconds doubled(int times) {
    auto pause = firstPause;
    for (int i = 0; i < times && pause < longestPause; ++i) pause *= 2;
    return std::min(pause, longestPause);
}

}  // namespace

EdgeNode::EdgeNode(Ports ports, net::Endpoint server, std::string domain,
                   std::shared_ptr<const EdgeCredentials> credentials)
    : ports_(ports),
      server_(std::move(server)),
      domain_(std::move(domain)),
      credentials_(std::move(credentials)) {}

std::string EdgeNode::tried() const {
    return "Signing in at the edge " + server_.text();
}

core::Task<EdgeConfig> EdgeNode::configuration() {
    const auto now = ports_.clock.now();
    if (pauseReason_ && now < pauseUntil_) {
        auto error = *pauseReason_;
        const auto left = std::chrono::duration_cast<core::Milliseconds>(pauseUntil_ - now);
        error.answer += "; it is not asked again for " + inUnits(left);
        return core::Task<EdgeConfig>::ready(std::move(error));
    }
    core::Promise<EdgeConfig> promise;
    auto task = promise.task();
    waiting_.push_back(promise);
    if (waiting_.size() == 1) {
        hasRenewedToken_ = false;
        ask();
    }
    return task;
}

core::Task<void> EdgeNode::ready() {
    if (hasSession_ && cookieAge() < cookieLasts_) {
        return core::Task<void>::ready(core::Status());
    }
    core::Promise<void> promise;
    auto task = promise.task();
    configuration().then(owner_, [promise](const core::Result<EdgeConfig>& outcome) {
        promise.settle(outcome ? core::Status() : core::Status(outcome.error()));
    });
    return task;
}

void EdgeNode::ask() {
    if (!credentials_->tokens) return send(std::nullopt);
    credentials_->tokens->accessToken().then(owner_, [this](core::Result<core::Secret> token) {
        if (token) {
            send(std::move(*token));
        } else {
            finish(token.error());
        }
    });
}

void EdgeNode::send(const std::optional<core::Secret>& token) {
    net::HttpRequest request;
    request.url = edgeConfigUrl(server_, domain_);
    request.headers = {{"Accept", "text/xml"}};
    request.timeout = ports_.limit;
    request.largestAnswer = largestConfig;
    if (token) {
        request.bearer = token;
    } else if (credentials_->password) {
        request.basic = net::HttpCredentials{credentials_->user, *credentials_->password};
    }
    ports_.outer.send(std::move(request))
        .then(owner_, [this, token](core::Result<net::HttpResponse> answer) {
            answered(std::move(answer), token);
        });
}

void EdgeNode::answered(core::Result<net::HttpResponse> answer,
                        const std::optional<core::Secret>& token) {
    if (!answer) {
        troubled();
        auto error = answer.error();
        error.tried = tried();
        finish(std::move(error));
        return;
    }
    if (answer->status == 401 && token && !std::exchange(hasRenewedToken_, true)) {
        credentials_->tokens->refused(*token);
        ask();
        return;
    }
    finish(read(*answer, token ? Shown::Token : Shown::Password));
}

core::Result<EdgeConfig> EdgeNode::read(const net::HttpResponse& answer, Shown shown) {
    ownName_ = std::string(answer.header("server"));
    troubles_ = 0;
    if (answer.status != 200) {
        auto error = statusError(answer, shown);
        if (answer.status != 502 && answer.status != 404) refused(error);
        return error;
    }
    refusals_ = 0;
    pauseReason_.reset();
    takeCookie(answer);
    auto config = parseEdgeConfig(answer.body);
    if (!config) {
        auto error = config.error();
        error.tried = tried();
        return error;
    }
    return config;
}

void EdgeNode::takeCookie(const net::HttpResponse& answer) {
    const auto given = edgeCookie(answer, server_.host);
    cookie_ = given.cookie;
    cookieLasts_ = given.lasts;
    cookieFrom_ = ports_.clock.now();
    hasSession_ = true;
}

core::Error EdgeNode::statusError(const net::HttpResponse& answer, Shown shown) const {
    using core::ErrorCode;
    if (answer.status == 401 && shown == Shown::Token) {
        return core::fail(ErrorCode::Forbidden, tried(),
                          "the edge does not take the token of the single sign-on (401)",
                          "Sign in again; if it stays so, ask your administrator whether the edge "
                          "lets people sign on by tokens.");
    }
    if (answer.status == 403) {
        return core::fail(ErrorCode::Forbidden, tried(),
                          "the edge does not let this account sign in from outside (403)",
                          "Ask your administrator for remote access.");
    }
    if (answer.status == 404) {
        return core::fail(ErrorCode::NotFound, tried(),
                          "this edge does not serve " + domain_ + " (404)",
                          "Ask your administrator whether the _collab-edge record is right.");
    }
    if (answer.status == 502) {
        return core::fail(ErrorCode::Unavailable, tried(),
                          "the edge cannot reach the office's servers (502)",
                          "Try again in a few minutes; if it stays so, ask your administrator.");
    }
    return signin::statusError(answer.status, tried());
}

void EdgeNode::finish(core::Result<EdgeConfig> outcome) {
    for (const auto& promise : std::exchange(waiting_, {})) promise.settle(outcome);
}

core::Milliseconds EdgeNode::cookieAge() const {
    return core::Milliseconds(ports_.clock.millisecondsSince(cookieFrom_));
}

void EdgeNode::forgetCookie() {
    cookie_ = {};
    hasSession_ = false;
}

bool EdgeNode::isOwn(const net::HttpResponse& answer) const {
    const auto name = answer.header("server");
    const auto challenge = answer.header("www-authenticate");
    // A challenge names who challenges; everything else is told by who answers.
    if (!challenge.empty()) return challenge.find("Cisco-Edge") != std::string_view::npos;
    if (name.empty()) return answer.status != 401;
    return name == ownName_ || name.find("CE_") == 0;
}

void EdgeNode::troubled() {
    troubledUntil_ = ports_.clock.now() + doubled(troubles_);
    troubles_ = std::min(troubles_ + 1, 10);
}

bool EdgeNode::isTroubled() const {
    return troubles_ > 0 && ports_.clock.now() < troubledUntil_;
}

void EdgeNode::refused(core::Error error) {
    pauseUntil_ = ports_.clock.now() + doubled(refusals_);
    refusals_ = std::min(refusals_ + 1, 10);
    pauseReason_ = std::move(error);
    forgetCookie();
}

void EdgeNode::forgive() {
    refusals_ = 0;
    pauseReason_.reset();
    forgetCookie();
}

}  // namespace sidetone::signin
