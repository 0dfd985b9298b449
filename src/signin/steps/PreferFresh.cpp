// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/PreferFresh.h"

#include <algorithm>

#include "signin/discovery/decide.h"

namespace sidetone::signin {

namespace {

using Servers = std::vector<net::Endpoint>;

const Servers& serversOf(const Findings& found) {
    if (found.way == Way::PresenceServer) return found.loginServers;
    return found.way == Way::Edge ? found.edgeServers : found.udsServers;
}

bool sharesOne(const Servers& servers, const std::vector<net::SrvRecord>& records) {
    return std::any_of(records.begin(), records.end(), [&servers](const net::SrvRecord& record) {
        const net::Endpoint server{record.target, record.port};
        return std::find(servers.begin(), servers.end(), server) != servers.end();
    });
}

}  // namespace

std::string PreferFresh::title(const Context& context) const {
    return "Following the changed records of " + context.found.discoveryDomain;
}

bool PreferFresh::isReady(const Context& context) const {
    const auto& found = context.found;
    if (found.chosenBy != ChosenBy::CachedDiscovery || !found.way || found.home.found) return false;
    const auto fresh = decideByDns(context);
    if (!fresh || fresh->state != Decision::State::Chosen) return false;
    return fresh->way != *found.way || !sharesOne(serversOf(found), *fresh->records);
}

void PreferFresh::run(Context& context) {
    auto& found = context.found;
    for (const auto way : {Way::CallManager, Way::PresenceServer, Way::Edge}) {
        found.closed.push_back(
            {way, ChosenBy::CachedDiscovery,
             core::fail(core::ErrorCode::NotFound, title(context),
                        "the name servers do not name the remembered servers any more",
                        "Try again.")});
    }
    found.udsServers.clear();
    found.way.reset();
    done("the name servers name others now", "What was remembered is not used.");
}

}  // namespace sidetone::signin
