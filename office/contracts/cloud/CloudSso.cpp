// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/cloud/CloudSso.h"

#include <ctime>

#include "office/contracts/sso/Assertion.h"
#include "office/contracts/sso/IdentityProvider.h"
#include "office/contracts/sso/SsoDoors.h"
#include "office/contracts/sso/pages.h"
#include "office/http/form.h"

namespace sidetone::office {
namespace {

constexpr std::size_t mostWaiting = 1000;
constexpr std::chrono::hours tokenLife{2};

HttpResponse refused() {
    return {403, "text/html", {}, "<html><body>Not signed on</body></html>\n"};
}

}  // namespace

std::string CloudSso::at(Host host) const {
    return "https://" + desk_.layout.fullName(host) + ":" + std::to_string(desk_.layout.ports.uds);
}

std::string CloudSso::page() const {
    return at(Host::CloudLogin) + SsoDoors::of(desk_.layout, Host::CloudLogin).authorize +
           "?type=webim&org=" + desk_.layout.domain;
}

bool CloudSso::isFor(const HttpRequest& request) const {
    const auto doors = SsoDoors::of(desk_.layout, Host::CloudLogin);
    return request.path == doors.authorize || request.path == doors.consumer;
}

HttpResponse CloudSso::answer(const HttpRequest& request) {
    return request.method == "POST" ? consume(request) : begin(request);
}

HttpResponse CloudSso::begin(const HttpRequest& request) {
    const auto target = request.parameter("target").value_or("");
    // A token must go to this machine's own programs alone.
    if (!target.starts_with("http://127.0.0.1:") && target != "ciscojabber://oauth") {
        return refused();
    }
    if (guests_.size() >= mostWaiting) guests_.clear();
    const auto relay = random_.hex(16);
    guests_[relay] = {target, request.parameter("state").value_or("")};
    return redirectTo(at(Host::IdentityProvider) + "/idp/sso?SAMLRequest=" + relay + "." +
                      desk_.layout.fullName(Host::CloudLogin) + "&RelayState=" + relay);
}

HttpResponse CloudSso::consume(const HttpRequest& request) {
    const auto form = parseForm(request.body);
    const auto relay = fieldOf(form, "RelayState").value_or("");
    const auto guest = guests_.find(relay);
    if (!provider_) {
        if (auto signer = Signer::open(identityProviderKey(desk_.layout))) {
            provider_ = std::move(*signer);
        }
    }
    if (!provider_ || guest == guests_.end()) return refused();
    const auto said = Assertion::read(fieldOf(form, "SAMLResponse").value_or(""), *provider_);
    const bool isGood = said && said->inReplyTo == relay && std::time(nullptr) < said->endsAt &&
                        said->audience == desk_.layout.fullName(Host::CloudLogin);
    if (!isGood) return refused();
    const auto [target, state] = guest->second;
    guests_.erase(guest);
    const auto token = tokens_.issue(TokenKind::Cloud, said->userId, tokenLife);
    return redirectTo(target + "#access_token=" + token.reveal() + "&serviceurl=" +
                      encodedValue(at(Host::CloudService)) + "&state=" + encodedValue(state));
}

}  // namespace sidetone::office
