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
    const bool isExplaining = context.options.purpose == Purpose::Explain;
    if (!found.cas.ssoUrl.empty()) {
        if (isExplaining) {
            return skipped("Signing in would go on in the browser, without a password here.");
        }
        return signOn(context);
    }
    if (!context.password && isExplaining) {
        return skipped("This needs the password, which was not given.");
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
    askForToken(context, url);
}

void SignInToCloud::askForToken(Context& context, const std::string& url) {
    asked_ = "POST " + url + " (getwebextoken)";
    asks(asked_);
    auto request = cloud::formRequest(url, {{"cmd", "getwebextoken"},
                                            {"username", context.found.address.text()},
                                            {"password", context.password->reveal()},
                                            {"isp", "wbx"}});
    request.timeout = context.options.requestLimit;
    context.ports.http.send(std::move(request))
        .then(owner(), [this, &context](const core::Result<net::HttpResponse>& answer) {
            tokenCame(context, answer);
        });
}

void SignInToCloud::signOn(Context& context) {
    asked_ = "the browser at " + core::printable(context.found.cas.ssoUrl, 100);
    asks(asked_);
    browser_ = std::make_unique<cloud::CloudBrowser>();
    browser_->open(context).then(owner(), [this, &context](const core::Result<cloud::Token>& came) {
        if (came) {
            begin(context, *came);
        } else {
            failed(came.error());
        }
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
    begin(context, *token);
}

void SignInToCloud::begin(Context& context, const cloud::Token& token) {
    auto& found = context.found;
    context.ports.log.hide(token.token);
    found.chatProof = ChatProof::CloudToken;
    found.chatSecret = token.token;
    found.cloudUrl = token.serviceUrl;
    const auto url = found.cloudUrl + "/op.do";
    asks(asked_ + ", then POST " + url + " (login)");
    auto request = cloud::formRequest(url, {{"cmd", "login"},
                                            {"username", found.address.text()},
                                            {"isp", "wbx"},
                                            {"autocommit", "true"},
                                            {"token", token.token.reveal()}});
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
    done("a token and a session at " + found.cloudUrl,
         browser_ ? "The browser brought the cloud's token." : "The cloud took the password.");
}

}  // namespace sidetone::signin
