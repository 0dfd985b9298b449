// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/CheckPassword.h"

#include <algorithm>
#include <utility>

#include "config/Uds.h"
#include "core/text.h"
#include "signin/askUds.h"
#include "signin/discovery/rules.h"
#include "signin/words.h"

namespace sidetone::signin {

std::string CheckPassword::title(const Context& context) const {
    return (context.found.tokens ? "Opening the account of " : "Checking the password of ") +
           context.found.home.userId;
}

bool CheckPassword::isReady(const Context& context) const {
    return isCloudSettled(context);
}

void CheckPassword::run(Context& context) {
    const auto path = "user/" + percentEncoded(context.found.home.userId);
    asks("GET " + udsUrl(context.found.udsServers.front(), path) +
         (context.found.tokens ? " with the token" : " with the password"));
    askUds(context, path, WithPassword::Yes)
        .then(owner(), [this, &context](core::Result<net::HttpResponse> answer) {
            if (answer) {
                answered(context, *answer);
            } else {
                failed(answer.error());
            }
        });
}

void CheckPassword::answered(Context& context, const net::HttpResponse& answer) {
    const std::string tried = "Signing in " + context.found.address.text();
    if (answer.status == 401 && context.found.tokens) {
        failed(core::fail(core::ErrorCode::Unauthorised, tried,
                          "the call manager does not accept your single sign-on",
                          "Sign in again; if it stays so, ask your administrator."));
        return;
    }
    if (answer.status != 200) {
        failed(statusError(answer.status, tried));
        return;
    }
    auto user = config::parseUdsUser(answer.body);
    if (!user) {
        auto error = user.error();
        error.tried = tried;
        error.advice = "Ask your administrator to look at the call manager.";
        failed(std::move(error));
        return;
    }
    if (!user->isAtHome && !std::exchange(hasAskedAgain_, true)) {
        context.found.user = std::move(*user);
        askForHome(context);
        return;
    }
    context.found.user = std::move(*user);
    conclude(context);
}

/// The account says that this cluster is not its home: the cluster may know which one is
/// (provisioning contract 13).
void CheckPassword::askForHome(Context& context) {
    askUds(context, "clusterUser?username=" + percentEncoded(context.found.home.userId),
           WithPassword::No)
        .then(owner(), [this, &context](const core::Result<net::HttpResponse>& answer) {
            if (!moveHome(context, answer)) {
                conclude(context);
                return;
            }
            askUds(context, "version", WithPassword::No)
                .then(owner(), [this, &context](const core::Result<net::HttpResponse>& told) {
                    const auto version = told ? config::parseUdsVersion(told->body)
                                              : core::Result<config::UdsVersion>(told.error());
                    if (version) context.found.version = *version;
                    run(context);
                });
        });
}

bool CheckPassword::moveHome(Context& context, const core::Result<net::HttpResponse>& answer) {
    if (!answer || answer->status != 200) return false;
    const auto home = config::parseClusterUser(answer->body);
    if (!home || !home->found || home->homeCluster.empty()) return false;
    auto& servers = context.found.udsServers;
    const bool isKnown = std::any_of(servers.begin(), servers.end(), [&](const auto& server) {
        return core::equalsIgnoringCase(server.host, home->homeCluster);
    });
    if (isKnown) return false;
    servers = {{home->homeCluster, servers.front().port}};
    context.found.home = *home;
    return true;
}

void CheckPassword::conclude(Context& context) {
    const auto& profiles = context.found.user.serviceProfileUris;
    done("200, " + context.found.user.person.displayName,
         std::string(context.found.tokens ? "The token is good." : "The password is right.") +
             (context.found.user.isAtHome ? "" : " The account says that it is not at home here.") +
             (profiles.empty() ? std::string(" No service profile is named.")
                               : " The service profile is " + profiles.front() + "."));
}

}  // namespace sidetone::signin
