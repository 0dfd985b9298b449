// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/cloud/SignInToCloud.h"

#include "core/text.h"
#include "signin/cloud/cloudAnswers.h"
#include "signin/cloud/cloudRequest.h"
#include "signin/cloud/cloudUrls.h"
#include "signin/words.h"

namespace sidetone::signin {

std::string SignInToCloud::title(const Context& context) const {
    return "Signing in " + context.found.address.text() + " to the cloud";
}

void SignInToCloud::run(Context& context) {
    auto& found = context.found;
    if (found.home.userId.empty()) found.home.userId = found.address.user();
    if (!found.cas.ssoUrl.empty()) {
        failed(core::fail(core::ErrorCode::Unsupported, title(context),
                          "the organisation signs its people on in the browser at " +
                              core::printable(found.cas.ssoUrl, 100) +
                              ", and the cloud gives no token back to this program",
                          "Ask your administrator for a sign-in with a password."));
        return;
    }
    if (!context.password) {
        failed(core::fail(core::ErrorCode::Unauthorised, title(context),
                          "the cloud wants a password, and there is none",
                          "Sign in with your password."));
        return;
    }
    const auto url = cloud::authenticationUrl(found.settings, found.profile);
    if (url.empty()) {
        failed(core::fail(core::ErrorCode::InvalidInput, title(context),
                          "the address of the cloud is no https address",
                          "Ask your administrator to look at the service profile."));
        return;
    }
    asked_ = "POST " + url + " (getwebextoken)";
    asks(asked_);
    auto request = cloud::formRequest(url, {{"cmd", "getwebextoken"},
                                            {"username", found.address.text()},
                                            {"password", context.password->reveal()},
                                            {"isp", "wbx"}});
    request.timeout = context.options.requestLimit;
    context.ports.http.send(std::move(request))
        .then(owner(), [this, &context](const core::Result<net::HttpResponse>& answer) {
            tokenCame(context, answer);
        });
}

void SignInToCloud::refused(const Context& context, core::Error error) {
    error.tried = title(context);
    if (error.advice.empty()) error.advice = "Ask your administrator to look at the cloud service.";
    failed(std::move(error));
}

void SignInToCloud::tokenCame(Context& context, const core::Result<net::HttpResponse>& answer) {
    if (!answer || answer->status != 200) {
        refused(context, answer ? statusError(answer->status, "") : answer.error());
        return;
    }
    auto token = cloud::readToken(answer->body);
    if (!token) {
        refused(context, token.error());
        return;
    }
    auto& found = context.found;
    context.ports.log.hide(token->token);
    found.chatProof = ChatProof::CloudToken;
    found.chatSecret = token->token;
    found.cloudUrl = token->serviceUrl;
    const auto url = found.cloudUrl + "/op.do";
    asks(asked_ + ", then POST " + url + " (login)");
    auto request = cloud::formRequest(url, {{"cmd", "login"},
                                            {"username", found.address.text()},
                                            {"isp", "wbx"},
                                            {"autocommit", "true"},
                                            {"token", token->token.reveal()}});
    request.timeout = context.options.requestLimit;
    context.ports.http.send(std::move(request))
        .then(owner(), [this, &context](const core::Result<net::HttpResponse>& made) {
            sessionCame(context, made);
        });
}

void SignInToCloud::sessionCame(Context& context, const core::Result<net::HttpResponse>& answer) {
    if (!answer || answer->status != 200) {
        refused(context, answer ? statusError(answer->status, "") : answer.error());
        return;
    }
    auto credential = cloud::readCredential(answer->body);
    if (!credential) {
        refused(context, credential.error());
        return;
    }
    auto& found = context.found;
    context.ports.log.hide(*credential);
    found.cloudSession = std::move(*credential);
    found.profile.authenticator = config::ProfileAuthenticator::Webex;
    if (found.profile.authenticatorReason.empty()) {
        found.profile.authenticatorReason = "the domain is an organisation of the cloud";
    }
    done("a token and a session at " + found.cloudUrl, "The cloud took the password.");
}

}  // namespace sidetone::signin
