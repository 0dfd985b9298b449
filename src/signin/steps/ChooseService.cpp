// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/ChooseService.h"

#include <utility>

#include "net/srvOrder.h"
#include "signin/words.h"

namespace sidetone::signin {

std::string ChooseService::title(const Context& context) const {
    return "Choosing the service of " + context.found.address.domain();
}

bool ChooseService::isReady(const Context& context) const {
    const auto& found = context.found;
    if (found.uds.hasEnded && !found.uds.records.empty()) return true;
    return found.uds.hasEnded && found.cupLogin.hasEnded && found.edge.hasEnded;
}

void ChooseService::run(Context& context) {
    auto& found = context.found;
    const std::string tried = "Finding the servers of " + found.address.domain();
    if (!found.uds.records.empty()) {
        for (const auto& record : net::orderByPreference(found.uds.records, context.ports.random)) {
            found.udsServers.push_back({record.target, record.port});
        }
        found.way = Way::CallManager;
        done("_cisco-uds: " + listed(found.udsServers),
             "This network is inside: _cisco-uds goes before everything else. The servers stand in "
             "the order of their priorities and weights.");
        return;
    }
    // An unanswered question is no "no": falling back to a weaker service would be a guess.
    if (found.uds.error) {
        auto error = *found.uds.error;
        error.tried = tried;
        failed(std::move(error));
    } else if (!found.cupLogin.records.empty()) {
        failed(core::fail(core::ErrorCode::Unsupported, tried,
                          "the domain offers only _cuplogin, a presence server of a release "
                          "before 9, which this version cannot sign in to",
                          "Ask your administrator to publish a _cisco-uds record."));
    } else if (!found.edge.records.empty()) {
        failed(core::fail(core::ErrorCode::Unsupported, tried,
                          "only _collab-edge was found: this network is outside, and signing in "
                          "from outside is not supported yet",
                          "Connect to your organisation's network or VPN and try again."));
    } else {
        failed(nothingFound(context));
    }
}

core::Error ChooseService::nothingFound(const Context& context) {
    const auto& domain = context.found.address.domain();
    return core::fail(core::ErrorCode::NotFound, "Finding the servers of " + domain,
                      "the domain names no servers to sign in to (no _cisco-uds record)",
                      "Check the address; if it is right, connect to your organisation's network "
                      "or VPN, or ask your administrator.");
}

}  // namespace sidetone::signin
