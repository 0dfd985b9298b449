// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sso/ProbeSso.h"

#include <algorithm>
#include <utility>

#include "net/Url.h"

namespace sidetone::signin {
namespace {

/// A server that says nothing must not hold up those who sign in with a password.
constexpr core::Milliseconds patience{2'500};

SsoFindings findingsOf(const net::Endpoint& server, const net::HttpResponse& answer) {
    SsoFindings findings;
    findings.askedHost = server.host;
    if (answer.status != 200) return findings;
    const auto status = sso::readSsoStatus(answer.body);
    findings.isOn = status.isOn;
    findings.hasRefresh = status.hasRefresh;
    findings.authorizeUrl = status.authorizeUrl;
    const auto url = net::HttpUrl::parse(status.authorizeUrl);
    // Where it is not said, or is no safe place to type a password into: the server's own door.
    if (!url || !url->isSecure) {
        findings.authorizeUrl = "https://" + server.text() + "/ssosp/oauth/authorize";
    }
    return findings;
}

/// Says in words what was found.
std::string inWords(const SsoFindings& findings) {
    return findings.hasRefresh ? "People sign on in the browser; tokens are renewed."
                               : "People sign on in the browser.";
}

}  // namespace

namespace sso {

std::string ssoUrl(const net::Endpoint& server) {
    return "https://" + server.text() + "/ssosp/ws/public/singleSignOn";
}

core::Task<SsoFindings> askForSso(Context& context, const net::Endpoint& server) {
    core::Promise<SsoFindings> promise;
    auto task = promise.task();
    net::HttpRequest request;
    request.url = ssoUrl(server);
    request.headers = {{"Accept", "text/xml"}};
    request.timeout = std::min(context.options.requestLimit, patience);
    request.largestAnswer = 64U << 10U;
    auto owner = std::make_shared<core::Owner>();
    promise.onCancel([owner] { owner->cancelAll(); });
    context.http()
        .send(std::move(request))
        .then(*owner, [promise, server](const core::Result<net::HttpResponse>& answer) {
            promise.settle(answer ? findingsOf(server, *answer)
                                  : findingsOf(server, net::HttpResponse{}));
        });
    return task;
}

}  // namespace sso

std::string ProbeSso::title(const Context& context) const {
    const auto& servers = context.found.udsServers;
    return "Asking " + (servers.empty() ? "nobody" : servers.front().host) + " for single sign-on";
}

void ProbeSso::run(Context& context) {
    if (context.found.udsServers.empty()) return skipped("No call manager is known.");
    const auto server = context.found.udsServers.front();
    asks("GET " + sso::ssoUrl(server));
    sso::askForSso(context, server).then(owner(), [this, &context](core::Result<SsoFindings> said) {
        if (!said) return notThere("no answer", "People sign in with their passwords.");
        context.found.sso = std::move(*said);
        const auto& sso = context.found.sso;
        if (!sso.isOn) return notThere("off", "People sign in with their passwords.");
        done("on, at " + sso.authorizeUrl, inWords(sso));
    });
}

}  // namespace sidetone::signin
