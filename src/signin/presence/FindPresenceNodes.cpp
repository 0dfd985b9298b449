// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/presence/FindPresenceNodes.h"

#include <algorithm>

#include "core/text.h"
#include "signin/words.h"

namespace sidetone::signin {
namespace {

constexpr std::uint16_t xmppPort = 5222;

}  // namespace

std::string FindPresenceNodes::title(const Context& /*context*/) const {
    return "Finding the nodes for chat";
}

void FindPresenceNodes::run(Context& context) {
    auto& servers = context.found.xmppServers;
    servers.clear();
    const auto add = [&servers](const std::string& host) {
        const bool isNew = std::none_of(servers.begin(), servers.end(), [&](const auto& one) {
            return core::equalsIgnoringCase(one.host, host);
        });
        if (isNew) servers.push_back({host, xmppPort});
    };
    const auto& login = context.found.loginServers;
    if (!login.empty()) add(login.front().host);
    for (const auto& node : context.found.profile.imAndPresence) add(node.address);
    for (const auto& server : login) add(server.host);
    done(listed(servers), "The node that signs people in serves chat as well; the others follow.");
}

}  // namespace sidetone::signin
