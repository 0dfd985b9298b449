// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/edge/UseEdgeServers.h"

#include "signin/words.h"

namespace sidetone::signin {

std::string UseEdgeServers::title(const Context& /*context*/) const {
    return "Finding the presence servers";
}

void UseEdgeServers::run(Context& context) {
    auto& found = context.found;
    if (!found.edgeAccess) {
        skipped("The edge has not told which they are.");
    } else if (!found.xmppServers.empty()) {
        skipped("Messages are signed in elsewhere: " + listed(found.xmppServers) + ".");
    } else if (found.profile.authenticator == config::ProfileAuthenticator::CallManager) {
        skipped("The service profile names no messaging service: phone mode.");
    } else if (found.edgeAccess->xmpp.empty()) {
        failed(core::fail(core::ErrorCode::NotFound, title(context),
                          "the edge does not pass messages on (xmppEdgeServer is empty)",
                          "Ask your administrator to switch messages on at the edge."));
    } else {
        found.xmppServers = found.edgeAccess->xmpp;
        done(listed(found.xmppServers), "From outside, messages go through the edge.");
    }
}

}  // namespace sidetone::signin
