// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/discovery/decide.h"

#include <algorithm>

#include "config/keys.h"
#include "core/text.h"
#include "signin/discovery/rules.h"
#include "signin/words.h"

namespace sidetone::signin {

namespace {

using Records = std::vector<net::SrvRecord>;
using Maybe = std::optional<Decision>;

constexpr const char* byHandAdvice =
    "Check the address; if it is right, connect to your organisation's network or VPN, or set the "
    "server by hand in the connection settings.";

std::string tried(const Context& context) {
    return "Finding the servers of " + context.found.servicesDomain;
}

Decision waiting() {
    return {};
}

Decision chosen(Way way, ChosenBy by, const Records* records, std::string why) {
    return {Decision::State::Chosen, way, by, records, std::move(why), {}};
}

Decision nothing(core::Error error) {
    Decision decision;
    decision.state = Decision::State::Nothing;
    decision.error = std::move(error);
    return decision;
}

const ClosedDoor* closedDoor(const Context& context, Way way, ChosenBy by) {
    const auto& closed = context.found.closed;
    const auto door = std::find_if(closed.begin(), closed.end(), [=](const ClosedDoor& one) {
        return one.way == way && one.by == by;
    });
    return door == closed.end() ? nullptr : &*door;
}

bool isOpen(const Context& context, Way way, ChosenBy by) {
    return closedDoor(context, way, by) == nullptr;
}

bool hasFullName(const Records& records) {
    return std::any_of(records.begin(), records.end(),
                       [](const auto& record) { return isFullName(record.target); });
}

/// The typed address is missing: the domain may still name the presence server.
Decision presenceServerOf(const Context& context, ChosenBy by) {
    const auto& lookup = context.found.cupLogin;
    if (!lookup.hasEnded) return waiting();
    if (!lookup.records.empty()) {
        return chosen(
            Way::PresenceServer, by, &lookup.records,
            "The connection settings choose the presence server, and _cuplogin names it.");
    }
    return nothing(core::fail(core::ErrorCode::InvalidInput, tried(context),
                              "the connection settings choose the presence server but do not name "
                              "it, and the domain has no _cuplogin record",
                              "Type the presence server's address in the connection settings, or "
                              "choose Automatic there."));
}

Maybe byHand(const Context& context) {
    const auto& settings = context.found.settings;
    const auto fixed = fixedWay(settings);
    if (!fixed) return {};
    if (const auto* door = closedDoor(context, fixed->way, fixed->by)) return nothing(door->error);
    const bool isTyped = fixed->by == ChosenBy::Manual;
    const std::string why = isTyped ? "The connection settings that were typed by hand say so."
                                    : "The policy of this machine says so.";
    if (fixed->way == Way::PresenceServer &&
        settings.get(config::keys::presenceServerAddress).empty()) {
        return presenceServerOf(context, fixed->by);
    }
    if (fixed->way == Way::PhoneMode && settings.get(config::keys::tftpServer1).empty()) {
        return nothing(core::fail(core::ErrorCode::InvalidInput, tried(context),
                                  "the connection settings choose the call manager but do not name "
                                  "its TFTP server",
                                  "Type the TFTP server's address in the connection settings, or "
                                  "choose Automatic there."));
    }
    return chosen(fixed->way, fixed->by, nullptr, why);
}

Maybe byCloud(const Context& context) {
    const auto& found = context.found;
    if (isExcluded(found.settings, "WEBEX")) return {};
    const auto& old = context.remembered;
    const bool wasOne =
        old && old->isCloudOrganisation && old->servicesDomain == found.servicesDomain;
    if (wasOne && isOpen(context, Way::Cloud, ChosenBy::CloudCache)) {
        return chosen(Way::Cloud, ChosenBy::CloudCache, nullptr,
                      "An earlier sign-in found that the domain is a cloud organisation.");
    }
    if (found.cas.isOrganisation && isOpen(context, Way::Cloud, ChosenBy::CloudLookup)) {
        return chosen(Way::Cloud, ChosenBy::CloudLookup, nullptr,
                      "The cloud's look-up service says that the domain is its organisation: it "
                      "goes before the domain's own records.");
    }
    return {};
}

/// The strongest of the remembered records that may be asked for and whose door is open.
Maybe byCache(const Context& context) {
    if (!hasCachedDiscovery(context)) return {};
    const auto by = ChosenBy::CachedDiscovery;
    const auto& old = *context.remembered;
    const std::string why =
        ", as an earlier sign-in in this network found. The name servers are "
        "asked beside it.";
    const auto may = [&](Service service, Way way) {
        return asksFor(context, service) && isOpen(context, way, by);
    };
    if (!old.ciscoUds.empty()) {
        if (may(Service::CiscoUds, Way::CallManager)) {
            return chosen(Way::CallManager, by, &old.ciscoUds, "_cisco-uds" + why);
        }
    } else if (!old.cupLogin.empty() && may(Service::CupLogin, Way::PresenceServer)) {
        return chosen(Way::PresenceServer, by, &old.cupLogin, "_cuplogin" + why);
    } else if (hasFullName(old.collabEdge) && may(Service::CollabEdge, Way::Edge)) {
        return chosen(Way::Edge, by, &old.collabEdge, "_collab-edge" + why);
    }
    return {};
}

Maybe byInsideService(const Context& context, const ServiceLookup& lookup, Service service) {
    if (lookup.records.empty()) return {};
    const auto by = ChosenBy::Discovery;
    if (service == Service::CiscoUds && isOpen(context, Way::CallManager, by)) {
        return chosen(Way::CallManager, by, &lookup.records,
                      "This network is inside: _cisco-uds goes before everything else. The servers "
                      "stand in the order of their priorities and weights.");
    }
    if (service == Service::CupLogin && isOpen(context, Way::PresenceServer, by)) {
        return chosen(Way::PresenceServer, by, &lookup.records,
                      "This network is inside: _cuplogin names the presence server, and there is "
                      "no _cisco-uds.");
    }
    return {};
}

Maybe byEdge(const Context& context) {
    const auto& lookup = context.found.edge;
    if (!asksFor(context, Service::CollabEdge)) return {};
    if (!lookup.hasEnded) return waiting();
    if (lookup.records.empty() || !isOpen(context, Way::Edge, ChosenBy::Discovery)) return {};
    if (!hasFullName(lookup.records)) {
        return nothing(core::fail(
            core::ErrorCode::BadAnswer, tried(context),
            "the _collab-edge record names " + core::printable(lookup.records.front().target, 100) +
                ", which is no full host name; the edge's cookie is bound to its name",
            "Ask your administrator to put the edge's full name into the record."));
    }
    const bool isSecond = !context.found.closed.empty();
    return chosen(Way::Edge, ChosenBy::Discovery, &lookup.records,
                  isSecond ? "The servers inside cannot be reached from here; _collab-edge leads "
                             "to them from outside."
                           : "Only _collab-edge was found: this network is outside.");
}

/// The first round of questions, and the pinpoint zone where it named nothing inside (DISC-25).
Maybe byDns(const Context& context) {
    const auto& found = context.found;
    const bool asksUds = asksFor(context, Service::CiscoUds);
    const bool asksCup = asksFor(context, Service::CupLogin);
    if (asksUds && !found.uds.hasEnded) return waiting();
    if (auto way = byInsideService(context, found.uds, Service::CiscoUds)) return way;
    // An unanswered question is no "no": falling back to a weaker service would be a guess.
    if (found.uds.error) return {};
    if (found.uds.records.empty()) {
        if (asksCup && !found.cupLogin.hasEnded) return waiting();
        if (auto way = byInsideService(context, found.cupLogin, Service::CupLogin)) return way;
    }
    if (asksPinpoint(context)) {
        if (asksUds && !found.pinpointUds.hasEnded) return waiting();
        if (auto way = byInsideService(context, found.pinpointUds, Service::CiscoUds)) return way;
        if (asksCup && !found.pinpointCup.hasEnded) return waiting();
        if (auto way = byInsideService(context, found.pinpointCup, Service::CupLogin)) return way;
    }
    return byEdge(context);
}

Maybe byInstaller(const Context& context) {
    const auto way = installedWay(context.found.settings);
    if (!way || !isOpen(context, *way, ChosenBy::Installer)) return {};
    return chosen(*way, ChosenBy::Installer, nullptr,
                  "Discovery finds nothing, so what the installer set up counts.");
}

core::Error noWayIn(const Context& context) {
    const auto& found = context.found;
    if (!found.closed.empty()) return found.closed.back().error;
    if (isDiscoveryOff(found.settings)) {
        return core::fail(core::ErrorCode::NotFound, tried(context),
                          "discovery is switched off (ServiceDiscoveryExcludedServices excludes "
                          "WEBEX, CUCM and CUP)",
                          "Set the server by hand in the connection settings.");
    }
    for (const auto* lookup : {&found.uds, &found.cupLogin, &found.edge}) {
        if (!lookup->error) continue;
        auto error = *lookup->error;
        error.tried = tried(context);
        return error;
    }
    return core::fail(core::ErrorCode::NotFound, tried(context),
                      "the domain names no servers to sign in to (no _cisco-uds record)",
                      byHandAdvice);
}

}  // namespace

std::optional<Decision> decideByDns(const Context& context) {
    return byDns(context);
}

Decision decide(const Context& context) {
    if (auto way = byHand(context)) return *way;
    if (!isDiscoveryOff(context.found.settings)) {
        for (const auto rank : {byCloud, byCache, byDns}) {
            if (auto way = rank(context); way && way->state != Decision::State::Nothing)
                return *way;
        }
        if (asksCloud(context) && !context.found.cas.hasEnded) return waiting();
    }
    if (auto way = byInstaller(context)) return *way;
    if (const auto edge = byEdge(context); edge && edge->error) return *edge;
    return nothing(noWayIn(context));
}

}  // namespace sidetone::signin
