// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/cloud/CloudBrowser.h"

#include <utility>

#include "net/Url.h"
#include "signin/cloud/cloudSso.h"
#include "signin/sso/Pkce.h"

namespace sidetone::signin::cloud {
namespace {

using core::ErrorCode;

/// The browser may stand open for as long as a person looks for a second factor.
constexpr core::Milliseconds browserLimit = std::chrono::minutes(10);
constexpr auto tried = "Signing on to the cloud in the browser";

}  // namespace

core::Task<Token> CloudBrowser::open(Context& context) {
    const auto& ports = context.ports;
    if (ports.questions == nullptr || ports.redirects == nullptr) {
        return core::Task<Token>::ready(core::fail(
            ErrorCode::Unsupported, tried,
            "the organisation signs its people on in the browser, and none can be opened here",
            "Use the window, or `sidetonectl signin`, which print where to go."));
    }
    auto way = ports.redirects->loopback();
    if (!way) way = ports.redirects->link();
    if (!way) return core::Task<Token>::ready(way.error());
    redirect_ = std::move(*way);
    state_ = sso::randomText(ports.random, 18);
    auto task = promise_.task();
    show(context);
    return task;
}

void CloudBrowser::show(Context& context) {
    const auto page = ssoPage(context.found.cas.ssoUrl, redirect_->uri(), state_);
    redirect_->parameters().then(owner_, [this](const core::Result<std::string>& came) {
        finish(came ? readSsoReturn(*came, state_) : core::Result<Token>(came.error()));
    });
    patience_ = context.ports.clock.after(browserLimit, [this] {
        finish(core::fail(ErrorCode::Timeout, tried, "the browser did not come back in 10 minutes",
                          "Sign in again."));
    });
    Question question;
    question.kind = Question::Kind::Browser;
    question.title = "Sign on in the browser";
    question.why =
        "Your organisation has one sign-on for the cloud; it goes on by itself when you are done "
        "there.";
    const auto url = net::HttpUrl::parse(page);
    question.server = url ? url->server.text() : page;
    question.url = page;
    context.ports.questions->ask(std::move(question))
        .then(owner_, [this](const core::Result<Answer>& answer) {
            if (answer) return;  // the person says it is done: the way back tells
            finish(core::fail(ErrorCode::Cancelled, tried, "you closed it before it was done",
                              "Sign in again when you want to."));
        });
}

void CloudBrowser::finish(core::Result<Token> outcome) {
    const auto promise = promise_;  // whoever waits may destroy this
    patience_.stop();
    owner_.cancelAll();
    redirect_.reset();
    promise.settle(std::move(outcome));
}

}  // namespace sidetone::signin::cloud
