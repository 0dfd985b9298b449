// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/discovery/remember.h"

#include "config/keys.h"
#include "signin/discovery/rules.h"

namespace sidetone::signin {

namespace {

bool isTold(const ServiceLookup& lookup) {
    return lookup.hasEnded && !lookup.error;
}

/// The domain of the voice services as a configuration file says it; what comes from elsewhere
/// is there at the next start anyway.
std::string voiceDomainOf(const Findings& found) {
    const auto value = found.settings.find(config::keys::voiceServicesDomain.name);
    const bool isOfFile = value && (value->layer == config::Layer::GlobalFile ||
                                    value->layer == config::Layer::GroupFile);
    return isOfFile ? value->text : std::string();
}

void rememberAnswers(const Findings& found, Remembered& memory) {
    const auto keep = [](const ServiceLookup& lookup, const ServiceLookup* pinpoint,
                         std::vector<net::SrvRecord>& records) {
        if (pinpoint != nullptr && !pinpoint->records.empty()) {
            records = pinpoint->records;
        } else if (isTold(lookup)) {
            records = lookup.records;
        }
        keepStrongest(records);
    };
    keep(found.uds, &found.pinpointUds, memory.ciscoUds);
    keep(found.cupLogin, &found.pinpointCup, memory.cupLogin);
    keep(found.edge, nullptr, memory.collabEdge);
    // Servers inside that cannot be reached from here are no place to begin at.
    if (found.way == Way::Edge) {
        memory.ciscoUds.clear();
        memory.cupLogin.clear();
    }
}

}  // namespace

Remembered rememberedOf(const Context& context) {
    const auto& found = context.found;
    Remembered memory;
    const auto& old = context.remembered;
    const bool isSame = old && old->servicesDomain == found.servicesDomain;
    if (isSame) memory = *old;
    const bool isSameNetwork = isSame && old->network == context.network;
    if (!isSameNetwork) {
        memory.ciscoUds.clear();
        memory.cupLogin.clear();
        memory.collabEdge.clear();
        memory.hosts.clear();
    }
    if (context.ports.addresses != nullptr) memory.hosts = context.ports.addresses->known();
    memory.servicesDomain = found.servicesDomain;
    memory.network = context.network;
    memory.when = context.ports.clock.wallTime();
    memory.way = found.way;
    const bool isFixed = fixedWay(found.settings).has_value();
    if (!isFixed) {
        memory.isCloudOrganisation =
            found.cas.isOrganisation ||
            (found.chosenBy == ChosenBy::CloudCache && found.way == Way::Cloud);
        rememberAnswers(found, memory);
    }
    const auto voice = voiceDomainOf(found);
    if (!voice.empty() || !found.remembered.clientConfig.empty()) {
        memory.voiceServicesDomain = voice;
    }
    if (!found.remembered.clientConfig.empty()) {
        memory.clientConfig = found.remembered.clientConfig;
    }
    const bool isInside = found.way == Way::CallManager || found.way == Way::PresenceServer ||
                          found.way == Way::PhoneMode;
    memory.hasSignedInInside = memory.hasSignedInInside || isInside;
    return memory;
}

}  // namespace sidetone::signin
