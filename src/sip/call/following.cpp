// SPDX-License-Identifier: GPL-3.0-or-later
// What a refusal asks our INVITE to do instead: another address (RFC 3261 8.1.3.4), or a longer
// session timer (RFC 4028 7.4).
#include <algorithm>

#include "core/text.h"
#include "sip/call/InviteSession.h"
#include "sip/call/methods.h"

namespace sidetone::sip {
namespace {

constexpr std::size_t mostTargets = 5;

struct Choice {
    Uri uri;
    int quality = 1000;  ///< q in thousandths
};

int qualityOf(const NameAddress& contact) {
    const auto text = contact.parameters.value("q");
    if (text.empty() || text.front() == '1') return 1000;
    int value = 0;
    int place = 100;
    const auto dot = text.find('.');
    for (std::size_t i = dot == std::string::npos ? text.size() : dot + 1;
         i < text.size() && place > 0; ++i, place /= 10) {
        if (text[i] < '0' || text[i] > '9') return 0;
        value += (text[i] - '0') * place;
    }
    return value;
}

std::vector<Uri> targetsOf(const Response& response) {
    std::vector<Choice> choices;
    for (const auto value : response.headers.values("Contact")) {
        auto contact = NameAddress::parse(value);
        if (!contact || !contact->uri.isSip()) continue;
        auto uri = contact->uri;
        uri.headers.clear();
        choices.push_back({std::move(uri), qualityOf(*contact)});
    }
    std::stable_sort(choices.begin(), choices.end(),
                     [](const Choice& a, const Choice& b) { return a.quality > b.quality; });
    std::vector<Uri> targets;
    for (auto& choice : choices) targets.push_back(std::move(choice.uri));
    return targets;
}

}  // namespace

bool InviteSession::followRedirect(const Response& response) {
    if (response.status >= 300 && response.status < 400) {
        auto targets = targetsOf(response);
        redirects_.insert(redirects_.begin(), targets.begin(), targets.end());
    }
    const auto flow = context_.flow();
    while (!redirects_.empty() && tried_.size() < mostTargets && flow) {
        const auto target = redirects_.front();
        redirects_.erase(redirects_.begin());
        const bool again = std::any_of(tried_.begin(), tried_.end(),
                                       [&](const Uri& tried) { return equivalent(tried, target); });
        // Who was declined everywhere is not called at a further place (21.6).
        if (again || response.status >= 600) continue;
        context_.log.info("sip", "Calling on to " + core::printable(target.shortText(), 100));
        tried_.push_back(target);
        sendInvite(target, flow);
        tell(handlers_.progress, 181, std::string());
        return true;
    }
    return false;
}

bool InviteSession::repeatForTimer(const Response& response) {
    const auto flow = context_.flow();
    if (response.status != 422 || !timer_.readTooSmall(response) || !flow) return false;
    sendInvite(tried_.empty() ? invite_->request().uri : tried_.back(), flow);
    return true;
}

}  // namespace sidetone::sip
