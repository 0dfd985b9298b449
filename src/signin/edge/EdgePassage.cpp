// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/edge/EdgePassage.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "net/HttpBody.h"
#include "net/Url.h"
#include "signin/edge/edgePath.h"
#include "signin/words.h"

namespace sidetone::signin {
namespace {

constexpr int mostRedirects = 5;
/// A 403 is laid to the cookie's charge only where it is older than that.
constexpr core::Milliseconds youngCookie{5 * 60 * 1000};

bool isConnectionError(core::ErrorCode code) {
    using core::ErrorCode;
    return code == ErrorCode::Refused || code == ErrorCode::Unreachable ||
           code == ErrorCode::NotFound || code == ErrorCode::Untrusted;
}

}  // namespace

EdgePassage::EdgePassage(std::shared_ptr<EdgeHttpClient::State> state, net::HttpRequest request)
    : state_(std::move(state)), request_(std::move(request)) {}

core::Task<net::HttpResponse> EdgePassage::start() {
    auto task = promise_.task();
    self_ = shared_from_this();
    promise_.onCancel([weak = weak_from_this()] {
        if (const auto live = weak.lock()) live->end();
    });
    enter();
    return task;
}

/// At the door, with the request as it is now: at the start and after each redirection.
void EdgePassage::enter() {
    const auto url = net::HttpUrl::parse(request_.url);
    if (!url) return finish(url.error());
    target_ = url->server;
    nodes_ = state_->inOrder();
    next_ = 0;
    failures_.clear();
    tryNext();
}

void EdgePassage::tryNext() {
    if (next_ >= nodes_.size()) {
        finish(together(tried(), failures_));
        return;
    }
    node_ = nodes_[next_++];
    hasRenewed_ = false;
    visit();
}

void EdgePassage::visit() {
    node_->ready().then(owner_, [this](const core::Status& ready) {
        if (ready) {
            sendWithToken();
        } else if (ready.error().code == core::ErrorCode::Unauthorised) {
            // Another node would refuse the same person; asking it would only count against us.
            finish(ready.error());
        } else {
            failures_.emplace_back(node_->server(), ready.error());
            tryNext();
        }
    });
}

/// The person's own proof is added for servers of the office. Where files are kept, each address
/// comes with its own permission (XEP-0363 4), and another Authorization would stand in its place.
bool EdgePassage::wantsProof() const {
    const bool hasOwn =
        request_.basic || request_.bearer || request_.source || request_.sink ||
        std::any_of(request_.headers.begin(), request_.headers.end(), [](const auto& header) {
            return core::equalsIgnoringCase(header.first, "authorization");
        });
    return !hasOwn && state_->isOwnServer(target_.host);
}

void EdgePassage::sendWithToken() {
    const auto& tokens = state_->credentials->tokens;
    if (!tokens || !wantsProof()) return send(std::nullopt);
    tokens->accessToken().then(owner_, [this](core::Result<core::Secret> token) {
        if (token) {
            send(*token);
        } else {
            finish(token.error());
        }
    });
}

void EdgePassage::send(const std::optional<core::Secret>& token) {
    auto url = throughEdge(node_->server(), state_->domain, request_.url);
    if (!url) return finish(url.error());
    if (request_.source && std::exchange(wasSent_, true)) request_.source->rewind();
    auto request = request_;
    request.url = std::move(*url);
    request.followRedirects = false;
    if (!node_->cookie().isEmpty()) {
        request.headers.emplace_back("Cookie", node_->cookie().reveal());
    }
    const auto& own = *state_->credentials;
    const bool isOpen = wantsProof();
    if (isOpen && token) request.bearer = token;
    if (isOpen && !token && own.password) {
        request.basic = net::HttpCredentials{own.user, *own.password};
    }
    state_->ports.outer.send(std::move(request)).then(owner_, [this, token](Answer answer) {
        if (answer) {
            answered(std::move(*answer), token);
        } else {
            lost(answer.error());
        }
    });
}

void EdgePassage::lost(core::Error error) {
    node_->troubled();
    // Without a connection nothing was done there. A request that was left without an answer may
    // have been: who asks decides whether to ask again.
    const bool mayGoOn = isConnectionError(error.code) || (mayBeRepeated() && !request_.sink &&
                                                           error.code != core::ErrorCode::Timeout &&
                                                           error.code != core::ErrorCode::TooLarge);
    error.tried = tried();
    if (!mayGoOn) return finish(std::move(error));
    fail(std::move(error));
}

void EdgePassage::answered(net::HttpResponse answer, const std::optional<core::Secret>& token) {
    const bool isEdges = node_->isOwn(answer);
    if (answer.status == 407 || (answer.status == 401 && isEdges)) return notAdmitted(answer);
    if (answer.status == 403 && isEdges) return notAllowed();
    if ((answer.status == 502 || answer.status == 504) && isEdges) return noNextHop(answer);
    if (follow(answer)) return;
    // A server inside that takes our token no longer gets a fresh one, once (EMU-13).
    if (answer.status == 401 && token && !std::exchange(hasRenewedToken_, true)) {
        state_->credentials->tokens->refused(*token);
        return sendWithToken();
    }
    answer.url = request_.url;
    finish(std::move(answer));
}

void EdgePassage::notAdmitted(const net::HttpResponse& answer) {
    if (!std::exchange(hasRenewed_, true)) {
        node_->forgetCookie();
        return visit();
    }
    auto error = core::fail(core::ErrorCode::Unauthorised, tried(),
                            "the edge does not take the session that it has just given (" +
                                std::to_string(answer.status) + ")",
                            "Ask your administrator to look at the edge.");
    node_->refused(error);
    fail(std::move(error));
}

void EdgePassage::notAllowed() {
    if (!hasRenewed_ && node_->cookieAge() > youngCookie) {
        hasRenewed_ = true;
        node_->forgetCookie();
        return visit();
    }
    finish(core::fail(core::ErrorCode::Forbidden, tried(),
                      "the edge does not let requests through to " + target_.host + " (403)",
                      "Ask your administrator to put " + target_.host +
                          " on the edge's allow list of HTTP servers."));
}

void EdgePassage::noNextHop(const net::HttpResponse& answer) {
    fail(core::fail(
        core::ErrorCode::Unavailable, tried(),
        "the edge cannot reach " + target_.text() + " (" + std::to_string(answer.status) + ")",
        "Try again in a few minutes; if it stays so, ask your administrator."));
}

/// What a server inside leads to is inside as well.
bool EdgePassage::follow(const net::HttpResponse& answer) {
    const auto location = std::string(answer.header("location"));
    const bool isRedirection = answer.status >= 301 && answer.status <= 308 && !location.empty();
    if (!request_.followRedirects || !isRedirection || !mayBeRepeated()) return false;
    const auto here = net::HttpUrl::parse(request_.url);
    auto there = here ? here->redirected(location) : here;
    if (there && ++redirects_ > mostRedirects) {
        there = core::fail(core::ErrorCode::BadAnswer, tried(),
                           "the server leads from page to page without end");
    }
    if (!there) {
        finish(there.error());
        return true;
    }
    if (there->server != target_) {
        request_.basic.reset();
        request_.bearer.reset();
    }
    request_.url = there->text;
    enter();
    return true;
}

std::string EdgePassage::tried() const {
    return "Asking " + target_.text() + " through the edge " +
           (node_ ? node_->server().text() : std::string());
}

bool EdgePassage::mayBeRepeated() const {
    return request_.method == "GET" || request_.method == "HEAD";
}

void EdgePassage::fail(core::Error error) {
    failures_.emplace_back(node_->server(), std::move(error));
    tryNext();
}

void EdgePassage::finish(Answer answer) {
    const auto keep = self_;
    end();
    promise_.settle(std::move(answer));
}

void EdgePassage::end() {
    const auto keep = std::exchange(self_, nullptr);
    owner_.cancelAll();
}

}  // namespace sidetone::signin
