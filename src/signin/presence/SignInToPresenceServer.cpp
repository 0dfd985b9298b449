// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/presence/SignInToPresenceServer.h"

#include <algorithm>

#include "core/text.h"
#include "signin/discovery/rules.h"
#include "signin/words.h"

namespace sidetone::signin {
namespace {

/// A server that is slow for that long is not waited for alone.
constexpr core::Milliseconds betweenStarts{700};

bool isClear(core::ErrorCode code) {
    return code == core::ErrorCode::Unauthorised || code == core::ErrorCode::Forbidden;
}

}  // namespace

std::string SignInToPresenceServer::title(const Context& context) const {
    return "Signing in " + context.found.address.user() + " to the presence server";
}

bool SignInToPresenceServer::isReady(const Context& context) const {
    return isCloudSettled(context);
}

void SignInToPresenceServer::run(Context& context) {
    servers_ = context.found.loginServers;
    if (servers_.empty()) {
        failed(core::fail(core::ErrorCode::NotFound, title(context), "no server is known",
                          "Type the presence server's address in the connection settings."));
        return;
    }
    asks("POST " + epas::serviceUrl(servers_.front(), epas::Path::V80) + " (login)" +
         (servers_.size() > 1 ? " and " + std::to_string(servers_.size() - 1) + " more in turn"
                              : std::string()));
    askNext(context);
}

void SignInToPresenceServer::askNext(Context& context) {
    if (next_ >= servers_.size()) return;
    const auto server = servers_[next_++];
    stagger_ = context.ports.clock.after(betweenStarts, [this, &context] { askNext(context); });
    ask(context, server, epas::Path::V80);
}

void SignInToPresenceServer::ask(Context& context, const net::Endpoint& server, epas::Path path) {
    ++underWay_;
    auto request = epas::loginRequest(epas::serviceUrl(server, path), context.found.address.user(),
                                      context.password.value_or(core::Secret()));
    // All share one limit: dead servers must not add up.
    const auto begun = betweenStarts * static_cast<int>(next_ - 1);
    request.timeout = std::max(context.options.reachLimit - begun, core::Milliseconds(500));
    context.http()
        .send(std::move(request))
        .then(owner(),
              [this, &context, server, path](const core::Result<net::HttpResponse>& answer) {
                  answered(context, server, path, answer);
              });
}

void SignInToPresenceServer::answered(Context& context, const net::Endpoint& server,
                                      epas::Path path,
                                      const core::Result<net::HttpResponse>& answer) {
    --underWay_;
    const bool isUnknown = answer && answer->status == 404;
    if (isUnknown && path == epas::Path::V80) {
        ask(context, server, epas::Path::Latest);
        return;
    }
    if (!answer || answer->status != 200) {
        wentWrongAt(
            context, server,
            answer ? statusError(answer->status, "Asking " + server.text()) : answer.error());
        return;
    }
    auto login = epas::parseLogin(answer->body);
    if (!login) {
        auto error = login.error();
        if (error.code == core::ErrorCode::BadAnswer) {
            error.answer = "it is no presence server: " + error.answer;
            error.advice = "Ask your administrator whether the address is right.";
        }
        wentWrongAt(context, server, std::move(error));
    } else if (!login->redirect.empty()) {
        redirected(context, server, login->redirect);
    } else {
        signedIn(context, server, path, std::move(login->session));
    }
}

void SignInToPresenceServer::redirected(Context& context, const net::Endpoint& from,
                                        const std::string& host) {
    const net::Endpoint target{host, from.port};
    if (std::exchange(isRedirected_, true)) {
        owner().cancelAll();
        failed(core::fail(core::ErrorCode::BadAnswer, title(context),
                          from.text() + " sends on to " + core::printable(target.text(), 100) +
                              ", but a server before it did so already",
                          "Ask your administrator which node the account belongs to."));
        return;
    }
    // Only the one that was named knows the person.
    owner().cancelAll();
    underWay_ = 0;
    stagger_.stop();
    servers_ = {target};
    next_ = 0;
    askNext(context);
}

void SignInToPresenceServer::wentWrongAt(Context& context, const net::Endpoint& server,
                                         core::Error error) {
    const bool isOver = isClear(error.code);
    if (isOver) {
        owner().cancelAll();
        stagger_.stop();
        error.tried = "Signing in " + context.found.address.text();
        failed(std::move(error));
        return;
    }
    failures_.emplace_back(server, std::move(error));
    if (next_ < servers_.size()) {
        askNext(context);
    } else if (underWay_ == 0) {
        failed(together("Reaching the presence server " + listed(context.found.loginServers),
                        failures_));
    }
}

void SignInToPresenceServer::signedIn(Context& context, const net::Endpoint& server,
                                      epas::Path path, core::Secret session) {
    stagger_.stop();
    owner().cancelAll();
    auto& found = context.found;
    found.home.userId = found.address.user();
    found.presenceUrl = epas::serviceUrl(server, path);
    context.ports.log.hide(session);
    found.presenceSession = std::move(session);
    // The one that took the password goes first from now on.
    std::erase(found.loginServers, server);
    found.loginServers.insert(found.loginServers.begin(), server);
    std::string why = server.text() + " took the password.";
    if (isRedirected_) why += " Another node sent there.";
    for (const auto& [other, error] : failures_) {
        why += " " + other.text() + " did not answer: " + error.answer + ".";
    }
    done("a session", why);
}

}  // namespace sidetone::signin
