// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/LookUpService.h"

#include <utility>

#include "signin/words.h"

namespace sidetone::signin {

std::string_view LookUpService::name() const {
    const bool isPinpoint = zone_ == Zone::Pinpoint;
    switch (service_) {
        case Service::CiscoUds:
            return isPinpoint ? "srv-pinpoint-cisco-uds" : "srv-cisco-uds";
        case Service::CupLogin:
            return isPinpoint ? "srv-pinpoint-cuplogin" : "srv-cuplogin";
        case Service::CollabEdge:
            return "srv-collab-edge";
    }
    return "srv";
}

bool LookUpService::isReady(const Context& context) const {
    return asksFor(context, service_) && (zone_ == Zone::Domain || asksPinpoint(context));
}

std::string LookUpService::question(const Context& context) const {
    const auto& domain = context.found.discoveryDomain;
    return questionFor(service_, zone_ == Zone::Pinpoint ? "cisco-internal." + domain : domain);
}

std::string LookUpService::title(const Context& context) const {
    return "Looking up " + question(context);
}

ServiceLookup& LookUpService::lookup(Context& context) const {
    auto& found = context.found;
    const bool isPinpoint = zone_ == Zone::Pinpoint;
    switch (service_) {
        case Service::CupLogin:
            return isPinpoint ? found.pinpointCup : found.cupLogin;
        case Service::CollabEdge:
            return found.edge;
        case Service::CiscoUds:
            break;
    }
    return isPinpoint ? found.pinpointUds : found.uds;
}

void LookUpService::run(Context& context) {
    const auto asked = question(context);
    std::string servers;
    for (const auto& server : context.ports.resolver.nameServers()) {
        servers += (servers.empty() ? " of " : ", ") + server;
    }
    asks("SRV " + asked + servers);
    began_ = context.ports.clock.now();
    context.ports.resolver.srv(asked)
        .withDeadline(
            context.ports.clock, context.options.lookupLimit,
            core::fail(core::ErrorCode::Timeout, "Looking up " + asked,
                       "no name server answered within " + inUnits(context.options.lookupLimit),
                       "Check the network connection and its name servers."))
        .then(owner(), [this, &context](core::Result<std::vector<net::SrvRecord>> answer) {
            ended(context, std::move(answer));
        });
}

void LookUpService::ended(Context& context, core::Result<std::vector<net::SrvRecord>> answer) {
    auto& result = lookup(context);
    result.hasEnded = true;
    result.took = core::Milliseconds(context.ports.clock.millisecondsSince(began_));
    if (!answer) {
        if (answer.error().code == core::ErrorCode::NotFound) {
            notThere(answer.error().answer, "The domain does not offer this service.");
            return;
        }
        result.error = answer.error();
        wentWrong(answer.error(), "Whether the domain offers this service is not known.");
        return;
    }
    result.records = std::move(*answer);
    if (result.records.empty()) {
        notThere("the target is \".\"", "The domain says that it does not offer this service.");
        return;
    }
    done(listed(result.records), std::to_string(result.records.size()) + " records");
}

}  // namespace sidetone::signin
