// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/sso/IdentityProvider.h"

#include <algorithm>
#include <ctime>

#include "office/contracts/sso/Assertion.h"
#include "office/contracts/sso/SsoDoors.h"
#include "office/contracts/sso/pages.h"
#include "office/http/form.h"

namespace sidetone::office {
namespace {

constexpr std::string_view path = "/idp/sso";
constexpr int assertionLife = 120;

}  // namespace

std::string identityProviderKey(const Layout& layout) {
    return layout.path("sso/idp-key.pem");
}

IdentityProvider::IdentityProvider(Desk& desk) : desk_(desk) {
    if (auto signer = Signer::open(identityProviderKey(desk.layout))) signer_ = std::move(*signer);
}

std::vector<HttpListener> IdentityProvider::listeners() {
    std::vector<HttpListener> all;
    for (const Host host : desk_.part.hosts) {
        all.push_back({desk_.layout.address(host), desk_.layout.ports.uds, desk_.tls(),
                       [this](const HttpRequest& request) { return answer(request); }});
    }
    return all;
}

HttpResponse IdentityProvider::answer(const HttpRequest& request) {
    if (request.path != path) return {404, "text/plain", {}, "There is nothing here\n"};
    if (request.method == "POST") return signOn(request.body);
    return loginPage(std::string(path),
                     {{"SAMLRequest", request.parameter("SAMLRequest").value_or("")},
                      {"RelayState", request.parameter("RelayState").value_or("")}},
                     {});
}

HttpResponse IdentityProvider::signOn(const std::string& body) {
    const auto form = parseForm(body);
    const auto asked = fieldOf(form, "SAMLRequest").value_or("");
    const auto relay = fieldOf(form, "RelayState").value_or("");
    const auto name = fieldOf(form, "username").value_or("");
    const core::Secret password(fieldOf(form, "password").value_or(""));
    const auto* user = desk_.users.find(name);
    if (!signer_ || user == nullptr || !desk_.passwords.isRight(name, password)) {
        return loginPage(std::string(path), {{"SAMLRequest", asked}, {"RelayState", relay}},
                         "The user name or the password is wrong.");
    }
    Assertion assertion;
    assertion.userId = user->id;
    const auto dot = std::min(asked.find('.'), asked.size());
    const auto named = SsoDoors::named(desk_.layout, asked.substr(std::min(dot + 1, asked.size())));
    const auto doors = named ? *named : SsoDoors::of(desk_.layout, Desk::homeOf(*user));
    assertion.audience = desk_.layout.fullName(doors.host);
    assertion.inReplyTo = asked.substr(0, dot);
    assertion.endsAt = std::time(nullptr) + assertionLife;
    const auto consumer = "https://" + assertion.audience + ":" +
                          std::to_string(desk_.layout.ports.uds) + doors.consumer;
    return postingPage(consumer,
                       {{"SAMLResponse", assertion.signedText(*signer_)}, {"RelayState", relay}});
}

}  // namespace sidetone::office
