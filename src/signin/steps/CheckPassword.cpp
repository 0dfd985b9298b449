// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/CheckPassword.h"

#include <utility>

#include "config/Uds.h"
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
    context.found.user = std::move(*user);
    const auto& profiles = context.found.user.serviceProfileUris;
    done("200, " + context.found.user.person.displayName,
         (context.found.tokens ? "The token is good." : "The password is right.") +
             (profiles.empty() ? std::string(" No service profile is named.")
                               : " The service profile is " + profiles.front() + "."));
}

}  // namespace sidetone::signin
