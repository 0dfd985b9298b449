// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/FindPresenceServers.h"

#include <utility>

#include "config/keys.h"
#include "core/text.h"
#include "net/srvOrder.h"
#include "signin/words.h"

namespace sidetone::signin {

namespace {

constexpr std::uint16_t xmppPort = 5222;

/// Releases up to 9.0 let administrators name a host without its domain, or the domain alone; both
/// lead nowhere (ADM-03).
std::string faultOfHost(const std::string& host, const std::string& domain) {
    if (core::equalsIgnoringCase(host, domain)) {
        return "the service profile names the domain " + host + " instead of the server";
    }
    if (host.find('.') == std::string::npos && host.find(':') == std::string::npos) {
        return "the service profile names the server " + core::printable(host, 60) +
               " without its domain";
    }
    return {};
}

}  // namespace

std::string FindPresenceServers::title(const Context& /*context*/) const {
    return "Finding the presence servers";
}

void FindPresenceServers::run(Context& context) {
    auto& found = context.found;
    const bool isKnown = context.password.has_value();
    const auto authenticator = found.profile.authenticator;
    if (isKnown && authenticator == config::ProfileAuthenticator::CallManager) {
        skipped("The service profile names no messaging service: phone mode.");
        return;
    }
    for (const auto& server : found.user.presenceServers) {
        found.xmppServers.push_back({server, xmppPort});
    }
    if (!found.xmppServers.empty()) {
        done(listed(found.xmppServers), "The account names these nodes as the person's own.");
        return;
    }
    for (const auto& server : found.profile.imAndPresence) {
        if (auto fault = faultOfHost(server.address, found.address.domain()); !fault.empty()) {
            return failed(core::fail(core::ErrorCode::InvalidInput, title(context),
                                     std::move(fault),
                                     "Ask your administrator to write the server's full name into "
                                     "the IM and Presence service."));
        }
        found.xmppServers.push_back({server.address, xmppPort});
    }
    if (found.xmppServers.empty()) {
        lookUp(context);
    } else if (namesADomain(found)) {
        checkDomain(context);
    } else {
        done(listed(found.xmppServers), "The service profile names them.");
    }
}

/// What a migration from release 8 leaves in the service profile (ADM-03).
bool FindPresenceServers::namesADomain(const Findings& found) {
    const auto& host = found.xmppServers.front().host;
    return core::equalsIgnoringCase(host, found.servicesDomain) ||
           core::equalsIgnoringCase(host, found.settings.get(config::keys::presenceDomain)) ||
           core::equalsIgnoringCase(host, found.address.domain());
}

void FindPresenceServers::checkDomain(Context& context) {
    const auto host = context.found.xmppServers.front().host;
    context.ports.resolver.addresses(host).then(
        owner(), [this, &context, host](const core::Result<std::vector<std::string>>& answer) {
            if (answer && !answer->empty()) {
                done(listed(context.found.xmppServers), "The service profile names them.");
                return;
            }
            failed(core::fail(
                core::ErrorCode::NotFound, title(context),
                "the service profile names " + host +
                    " as the presence server, which is the domain and no server: it has no address",
                "Ask your administrator to put the presence server's full name into the service "
                "of type IM and Presence (a migration from release 8 leaves the domain there)."));
        });
}

void FindPresenceServers::lookUp(Context& context) {
    auto domain = context.found.settings.get(config::keys::presenceDomain);
    if (domain.empty()) domain = context.found.address.domain();
    const auto question = "_xmpp-client._tcp." + domain;
    asks("SRV " + question);
    context.ports.resolver.srv(question)
        .withDeadline(context.ports.clock, context.options.lookupLimit,
                      core::fail(core::ErrorCode::Timeout, "Looking up " + question,
                                 "no name server answered"))
        .then(owner(), [this, &context](core::Result<std::vector<net::SrvRecord>> answer) {
            if (!answer || answer->empty()) {
                failed(core::fail(core::ErrorCode::NotFound, title(context),
                                  "neither the account, nor the service profile, nor DNS names "
                                  "a presence server",
                                  "Ask your administrator to look at the service profile."));
                return;
            }
            for (const auto& record :
                 net::orderByPreference(std::move(*answer), context.ports.random)) {
                context.found.xmppServers.push_back({record.target, record.port});
            }
            done(listed(context.found.xmppServers), "The domain's _xmpp-client records name them.");
        });
}

}  // namespace sidetone::signin
