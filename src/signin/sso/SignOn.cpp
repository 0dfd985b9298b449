// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sso/SignOn.h"

#include <utility>

#include "core/text.h"
#include "net/Url.h"
#include "signin/discovery/rules.h"
#include "signin/sso/ProbeSso.h"
#include "signin/sso/Tokens.h"
#include "signin/sso/parameters.h"

namespace sidetone::signin {
namespace {

using core::ErrorCode;
using core::fail;

/// The browser may stand open for as long as a person looks for a second factor.
constexpr core::Milliseconds browserLimit = std::chrono::minutes(10);

constexpr auto askAdministrator = "Ask your administrator to look at the sign-on server.";

}  // namespace

std::string SignOn::title(const Context& context) const {
    return "Single sign-on of " + context.found.address.text();
}

bool SignOn::isReady(const Context& context) const {
    return isCloudSettled(context);
}

void SignOn::run(Context& context) {
    const auto& servers = context.found.udsServers;
    const auto& asked = context.found.sso.askedHost;
    if (door_ == Door::Edge || servers.empty() ||
        core::equalsIgnoringCase(asked, servers.front().host)) {
        return begin(context);
    }
    sso::askForSso(context, servers.front())
        .then(owner(), [this, &context](core::Result<SsoFindings> said) {
            if (said) context.found.sso = std::move(*said);
            begin(context);
        });
}

void SignOn::begin(Context& context) {
    const auto& findings = context.found.sso;
    if (!findings.isOn) return skipped("Single sign-on is off.");
    asks("the browser at " + findings.authorizeUrl);
    if (context.options.purpose == Purpose::Explain) {
        return skipped("Signing in would go on in the browser, without a password here.");
    }
    server_ = std::make_unique<sso::AuthorizationServer>(findings.authorizeUrl, context.ports.http,
                                                         context.found.http,
                                                         context.options.requestLimit);
    if (context.refreshToken && !context.refreshToken->isEmpty()) return renewKept(context);
    openBrowser(context);
}

void SignOn::renewKept(Context& context) {
    context.ports.log.hide(*context.refreshToken);
    server_->renew(*context.refreshToken)
        .then(owner(), [this, &context](core::Result<sso::TokenSet> set) {
            const bool isVoid = !set && (set.error().code == ErrorCode::Unauthorised ||
                                         set.error().code == ErrorCode::Forbidden);
            if (isVoid) return openBrowser(context);
            if (set && set->refresh.isEmpty()) set->refresh = *context.refreshToken;
            redeemed(context, std::move(set),
                     "The sign-on of an earlier time was renewed without the browser.");
        });
}

void SignOn::openBrowser(Context& context) {
    if (context.ports.questions == nullptr || context.ports.redirects == nullptr) {
        return failed(fail(ErrorCode::Unsupported, tried(),
                           "this organisation has people sign on in the browser, and no browser "
                           "can be opened here",
                           "Use the window, or `sidetonectl signin`, which print where to go."));
    }
    state_ = sso::randomText(context.ports.random, 18);
    pkce_ = sso::Pkce::make(context.ports.random);
    context.ports.log.hide(pkce_.verifier);
    tryLoopback(context);
}

/// Asks the authorize page as a browser would, but goes no further: a server that does not know
/// the way back refuses at once (RFC 6749 4.1.2.1), and the browser would stand there.
void SignOn::tryLoopback(Context& context) {
    auto loopback = context.ports.redirects->loopback();
    if (!loopback) return show(context, context.ports.redirects->link());
    redirect_ = std::move(*loopback);
    net::HttpRequest request;
    request.url = authorizeUrl(context, redirect_->uri());
    request.timeout = context.options.requestLimit;
    request.largestAnswer = 256U << 10U;
    context.http()
        .send(std::move(request))
        .then(owner(), [this, &context](const core::Result<net::HttpResponse>& answer) {
            const bool isRefused = answer && answer->status >= 400 && answer->status < 500;
            // What the network says against it, the browser will show better.
            if (isRefused) return show(context, context.ports.redirects->link());
            show(context, std::move(redirect_));
            const bool leadsOn = answer && answer->status >= 301 && answer->status <= 308;
            if (leadsOn && redirect_) {
                knockAtProvider(context, std::string(answer->header("location")));
            }
        });
}

/// The browser goes there as well and would only show an error page, with nobody to tell us.
void SignOn::knockAtProvider(Context& context, const std::string& location) {
    const auto url = net::HttpUrl::parse(location);
    if (!url || !url->isSecure || url->server.text() == server_->host()) return;
    const auto server = url->server.text();
    net::HttpRequest request;
    request.url = "https://" + server + "/";
    request.timeout = context.options.requestLimit;
    request.largestAnswer = 256U << 10U;
    context.ports.http.send(std::move(request))
        .then(browser_, [this, server](const core::Result<net::HttpResponse>& answer) {
            if (answer) return;
            const auto code = answer.error().code;
            const bool isAway = code == ErrorCode::NotFound || code == ErrorCode::Refused ||
                                code == ErrorCode::Unreachable || code == ErrorCode::Timeout;
            if (isAway) providerIsAway(server, core::Error(answer.error()));
        });
}

void SignOn::providerIsAway(const std::string& server, const core::Error& error) {
    auto said = fail(ErrorCode::Unavailable, tried(),
                     "the sign-on page at " + server + " cannot be reached (" + error.answer + ")",
                     door_ == Door::Edge
                         ? "Ask your administrator whether it can be reached from the Internet."
                         : "Check the network connection, or ask your administrator.");
    patience_.stop();
    browser_.cancelAll();
    redirect_.reset();
    failed(std::move(said));
}

std::string SignOn::authorizeUrl(const Context& context, const std::string& redirectUri) const {
    const auto& findings = context.found.sso;
    sso::Fields fields{{"response_type", findings.hasRefresh ? "code" : "token"},
                       {"client_id", sso::clientId},
                       {"redirect_uri", redirectUri},
                       {"scope", sso::scope},
                       {"state", state_}};
    if (findings.hasRefresh) {
        fields.emplace_back("code_challenge", pkce_.challenge);
        fields.emplace_back("code_challenge_method", "S256");
    }
    auto url = findings.authorizeUrl;
    url += url.find('?') == std::string::npos ? "?" : "&";
    url += sso::encodedFields(fields);
    if (!findings.extraQuery.empty()) url += "&" + findings.extraQuery;
    return url;
}

void SignOn::show(Context& context, core::Result<std::unique_ptr<Redirect>> redirect) {
    if (!redirect) return failed(redirect.error());
    redirect_ = std::move(*redirect);
    redirect_->parameters().then(browser_, [this, &context](core::Result<std::string> came) {
        if (!came) return failed(came.error());
        const auto parameters = std::move(*came);
        patience_.stop();
        browser_.cancelAll();
        cameBack(context, parameters);
    });
    askPerson(context);
}

void SignOn::askPerson(Context& context) {
    patience_ = context.ports.clock.after(browserLimit, [this] {
        browser_.cancelAll();
        redirect_.reset();
        failed(fail(ErrorCode::Timeout, tried(), "the browser did not come back in 10 minutes",
                    "Sign in again."));
    });
    Question question;
    question.kind = Question::Kind::Browser;
    question.title = "Sign on in the browser";
    question.why =
        "Your organisation has one sign-on for everything; it goes on by itself "
        "when you are done there.";
    question.server = server_->host();
    question.url = authorizeUrl(context, redirect_->uri());
    context.ports.questions->ask(std::move(question))
        .then(browser_, [this](const core::Result<Answer>& answer) {
            if (answer) return;  // the person says it is done: the way back tells
            patience_.stop();
            redirect_.reset();
            failed(fail(ErrorCode::Cancelled, tried(), "you closed it before it was done",
                        "Sign in again when you want to."));
        });
}

void SignOn::cameBack(Context& context, const std::string& parameters) {
    const auto redirectUri = redirect_->uri();
    redirect_.reset();
    auto fields = sso::readFields(parameters);
    // Constant time does not matter: the state serves once.
    if (fields["state"] != state_) {
        return failed(fail(ErrorCode::Untrusted, tried(),
                           "the browser came back with an answer that does not belong to this "
                           "sign-on",
                           "Nothing was sent to anybody. Try again; if it stays so, tell your "
                           "administrator."));
    }
    if (const auto& error = fields["error"]; !error.empty()) {
        const auto& more = fields["error_description"];
        return failed(fail(ErrorCode::Forbidden, tried(),
                           "the sign-on page refused (" + core::printable(error, 60) +
                               (more.empty() ? "" : ": " + core::printable(more, 200)) + ")",
                           error == "access_denied" ? "Check with whom you signed on, or ask "
                                                      "your administrator."
                                                    : askAdministrator));
    }
    if (!context.found.sso.hasRefresh && fields.contains("access_token")) {
        return redeemed(context, sso::readTokenFields(fields),
                        "The sign-on gave a token that is not renewed.");
    }
    const auto code = fields["code"];
    if (code.empty()) {
        return failed(fail(ErrorCode::BadAnswer, tried(), "the browser came back with nothing",
                           askAdministrator));
    }
    context.ports.log.hide(core::Secret(code));
    server_->redeem(code, pkce_.verifier, redirectUri)
        .then(owner(), [this, &context](core::Result<sso::TokenSet> set) {
            redeemed(context, std::move(set), "The code of the sign-on became tokens.");
        });
}

void SignOn::redeemed(Context& context, core::Result<sso::TokenSet> set, std::string why) {
    if (!set) {
        auto error = set.error();
        error.tried = tried();
        return failed(std::move(error));
    }
    const auto lifetime = std::chrono::duration_cast<std::chrono::seconds>(set->lifetime).count();
    auto tokens =
        std::make_shared<sso::Tokens>(context.ports.clock, context.ports.log, *server_, *set);
    context.found.tokens = tokens;
    context.found.singleSignOn = std::move(tokens);
    context.found.chatProof = ChatProof::AccessToken;
    if (context.password) why += " The password that was typed is not sent to the call manager.";
    done("a token for " + std::to_string(lifetime) + " s", std::move(why));
}

}  // namespace sidetone::signin
