// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sso/Tokens.h"

#include <algorithm>
#include <utility>

namespace sidetone::signin::sso {
namespace {

using core::ErrorCode;
using core::Milliseconds;

constexpr auto room = "signin";
/// A token that ends while it travels is refused: this much before, it counts as ended.
constexpr Milliseconds travel{5'000};
constexpr Milliseconds afterFailure{30'000};

core::Error over(std::string answer) {
    return core::fail(ErrorCode::Forbidden, "Renewing the single sign-on", std::move(answer),
                      "Sign in again.");
}

}  // namespace

Tokens::Tokens(core::Clock& clock, core::Log& log, AuthorizationServer server, TokenSet first)
    : clock_(clock), log_(log), server_(std::move(server)) {
    take(first);
}

void Tokens::onRefreshToken(std::function<void(const core::Secret&)> changed) {
    refreshChanged_ = std::move(changed);
}

void Tokens::onEnded(std::function<void(const core::Error&)> ended) {
    hasEnded_ = std::move(ended);
}

void Tokens::take(const TokenSet& set) {
    log_.hide(set.access);
    access_ = set.access;
    // A short-lived token would otherwise be over before it is used.
    ends_ = clock_.now() + set.lifetime - std::min(travel, set.lifetime / 10);
    if (!set.refresh.isEmpty() && set.refresh.reveal() != refresh_.reveal()) {
        log_.hide(set.refresh);
        refresh_ = set.refresh;
        if (const auto call = refreshChanged_) call(refresh_);
    }
    if (refresh_.isEmpty()) {
        timer_ = clock_.after(set.lifetime, [this] { end(over("it has ended")); });
    } else {
        timer_ = clock_.after(set.lifetime * 3 / 4, [this] { renew(); });
    }
}

bool Tokens::isGood() const {
    return !access_.isEmpty() && clock_.now() < ends_;
}

core::Task<core::Secret> Tokens::accessToken() {
    if (isGood()) return core::Task<core::Secret>::ready(access_);
    if (ended_) return core::Task<core::Secret>::ready(*ended_);
    waiting_.emplace_back();
    auto task = waiting_.back().task();
    renew();
    return task;
}

void Tokens::refused(const core::Secret& token) {
    // One that was replaced meanwhile needs nothing more.
    if (token.reveal() == access_.reveal()) access_ = {};
}

void Tokens::renew() {
    if (isRenewing_ || ended_) return;
    if (refresh_.isEmpty()) return end(over("a service does not accept it any more"));
    isRenewing_ = true;
    timer_.stop();
    server_.renew(refresh_).then(owner_,
                                 [this](core::Result<TokenSet> set) { renewed(std::move(set)); });
}

void Tokens::renewed(core::Result<TokenSet> set) {
    isRenewing_ = false;
    if (set) {
        log_.info(room, "The single sign-on was renewed");
        take(*set);
        return settleAll(access_);
    }
    auto error = set.error();
    if (error.code == ErrorCode::Unauthorised || error.code == ErrorCode::Forbidden) {
        return end(over(error.answer));
    }
    log_.warning(room, error.sentence());
    error.tried = "Renewing the single sign-on at " + server_.host();
    timer_ = clock_.after(afterFailure, [this] { renew(); });
    settleAll(isGood() ? core::Result<core::Secret>(access_) : core::Result<core::Secret>(error));
}

void Tokens::end(core::Error error) {
    log_.warning(room, error.sentence());
    ended_ = std::move(error);
    timer_.stop();
    if (!refresh_.isEmpty()) {
        refresh_ = {};
        if (const auto call = refreshChanged_) call(refresh_);
    }
    settleAll(isGood() ? core::Result<core::Secret>(access_) : core::Result<core::Secret>(*ended_));
    if (const auto call = std::exchange(hasEnded_, nullptr)) call(*ended_);
}

void Tokens::settleAll(const core::Result<core::Secret>& token) {
    for (const auto& promise : std::exchange(waiting_, {})) promise.settle(token);
}

core::Task<void> Tokens::revoke() {
    timer_.stop();
    owner_.cancelAll();
    isRenewing_ = false;
    const auto token = refresh_.isEmpty() ? access_ : refresh_;
    ended_ = over("you signed out");
    access_ = refresh_ = {};
    settleAll(*ended_);
    if (token.isEmpty()) return core::Task<void>::ready({});
    return server_.revoke(token);
}

}  // namespace sidetone::signin::sso
