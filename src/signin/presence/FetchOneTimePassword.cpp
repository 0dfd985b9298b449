// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/presence/FetchOneTimePassword.h"

#include "signin/presence/epas.h"
#include "signin/words.h"

namespace sidetone::signin {

std::string FetchOneTimePassword::title(const Context& /*context*/) const {
    return "Fetching a one-time password for chat";
}

void FetchOneTimePassword::run(Context& context) {
    auto request =
        epas::oneTimePasswordRequest(context.found.presenceUrl, context.found.presenceSession);
    request.timeout = context.options.requestLimit;
    asks("POST " + context.found.presenceUrl + " (get-onetime-password)");
    context.http()
        .send(std::move(request))
        .then(owner(), [this, &context](const core::Result<net::HttpResponse>& answer) {
            fetched(context, answer);
        });
}

void FetchOneTimePassword::fetched(Context& context,
                                   const core::Result<net::HttpResponse>& answer) {
    const char* const without = "Chat takes the person's own password.";
    if (!answer || answer->status != 200) {
        wentWrong(answer ? statusError(answer->status, title(context)) : answer.error(), without);
        return;
    }
    auto password = epas::parseOneTimePassword(answer->body);
    if (!password) {
        wentWrong(password.error(), without);
        return;
    }
    context.ports.log.hide(*password);
    context.found.chatProof = ChatProof::OneTimePassword;
    context.found.chatSecret = std::move(*password);
    done("a password for one sign-in", "Chat takes it where the server offers CISCO-VTG-TOKEN.");
}

}  // namespace sidetone::signin
