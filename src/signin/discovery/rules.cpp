// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/discovery/rules.h"

#include <algorithm>
#include <cctype>

#include "config/keys.h"
#include "core/text.h"

namespace sidetone::signin {

namespace {

std::optional<Way> wayOf(std::string_view authenticator) {
    if (authenticator == "CUP") return Way::PresenceServer;
    if (authenticator == "CUCM") return Way::PhoneMode;
    if (authenticator == "WEBEX") return Way::Cloud;
    return std::nullopt;
}

}  // namespace

std::optional<FixedWay> fixedWay(const config::Settings& settings) {
    const auto value = settings.find(config::keys::authenticator.name);
    if (!value) return std::nullopt;
    const bool isManual = value->layer == config::Layer::Manual;
    if (!isManual && value->layer != config::Layer::PolicyLocked) return std::nullopt;
    const auto way = wayOf(value->text);
    if (!way) return std::nullopt;
    return FixedWay{*way, isManual ? ChosenBy::Manual : ChosenBy::Policy};
}

std::optional<Way> installedWay(const config::Settings& settings) {
    const auto value = settings.find(config::keys::authenticator.name);
    if (!value) return std::nullopt;
    const auto way = wayOf(value->text);
    const bool hasServer =
        way == Way::Cloud ||
        (way == Way::PresenceServer &&
         !settings.get(config::keys::presenceServerAddress).empty()) ||
        (way == Way::PhoneMode && !settings.get(config::keys::tftpServer1).empty());
    return hasServer ? way : std::nullopt;
}

bool isExcluded(const config::Settings& settings, std::string_view word) {
    const auto words = settings.get(config::keys::excludedServices);
    return std::any_of(words.begin(), words.end(), [word](const std::string& one) {
        return core::equalsIgnoringCase(core::trim(one), word);
    });
}

bool isDiscoveryOff(const config::Settings& settings) {
    return isExcluded(settings, "WEBEX") && isExcluded(settings, "CUCM") &&
           isExcluded(settings, "CUP");
}

bool asksCloud(const Context& context) {
    const auto& settings = context.found.settings;
    if (fixedWay(settings) || isExcluded(settings, "WEBEX")) return false;
    const auto& old = context.remembered;
    const bool isKnown =
        old && old->isCloudOrganisation && old->servicesDomain == context.found.servicesDomain;
    return !isKnown;
}

bool asksFor(const Context& context, Service service) {
    const auto& settings = context.found.settings;
    if (const auto fixed = fixedWay(settings)) {
        return fixed->way == Way::PresenceServer && service == Service::CupLogin &&
               settings.get(config::keys::presenceServerAddress).empty();
    }
    if (isDiscoveryOff(settings)) return false;
    if (service == Service::CiscoUds) return !isExcluded(settings, "CUCM");
    if (service == Service::CupLogin) return !isExcluded(settings, "CUP");
    return true;
}

bool asksPinpoint(const Context& context) {
    const auto& found = context.found;
    if (fixedWay(found.settings) || isDiscoveryOff(found.settings)) return false;
    if (found.discoveryDomain != found.servicesDomain) return false;
    const auto isEmpty = [&](Service service, const ServiceLookup& lookup) {
        return !asksFor(context, service) || (lookup.hasEnded && lookup.records.empty());
    };
    return !found.uds.error && isEmpty(Service::CiscoUds, found.uds) &&
           isEmpty(Service::CupLogin, found.cupLogin);
}

bool hasCachedDiscovery(const Context& context) {
    const auto& old = context.remembered;
    if (!old || old->servicesDomain != context.found.servicesDomain) return false;
    if (old->network != context.network) return false;
    return !old->ciscoUds.empty() || !old->cupLogin.empty() || !old->collabEdge.empty();
}

bool isCloudSettled(const Context& context) {
    if (context.found.cas.hasEnded || !asksCloud(context)) return true;
    return hasCachedDiscovery(context) && !context.remembered->isCloudOrganisation;
}

void keepStrongest(std::vector<net::SrvRecord>& records) {
    constexpr std::size_t most = 256;
    if (records.size() <= most) return;
    std::stable_sort(records.begin(), records.end(),
                     [](const auto& a, const auto& b) { return a.priority < b.priority; });
    records.resize(most);
}

std::vector<net::Endpoint> serversIn(std::string_view text, std::uint16_t port) {
    std::vector<net::Endpoint> servers;
    for (const auto part : core::split(text, ',')) {
        const auto one = std::string(core::trim(part));
        if (one.empty()) continue;
        const auto colon = one.rfind(':');
        const bool isSix = one.find(':') != colon && one.front() != '[';
        if (colon == std::string::npos || isSix || one.back() == ']') {
            const bool hasBrackets = one.front() == '[' && one.back() == ']';
            servers.push_back({hasBrackets ? one.substr(1, one.size() - 2) : one, port});
            continue;
        }
        const auto number = core::parseNumber(one.substr(colon + 1));
        if (!number || *number < 1 || *number > 65535 || colon == 0) continue;
        auto host = one.substr(0, colon);
        if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
        servers.push_back({host, static_cast<std::uint16_t>(*number)});
    }
    return servers;
}

bool isFullName(std::string_view host) {
    const bool isSix = host.find(':') != std::string_view::npos;
    const bool isFour = std::all_of(host.begin(), host.end(), [](char c) {
        return c == '.' || std::isdigit(static_cast<unsigned char>(c)) != 0;
    });
    return !isSix && !isFour && host.find('.') != std::string_view::npos;
}

std::string questionFor(Service service, const std::string& domain) {
    const char* name = "_cisco-uds._tcp.";
    if (service == Service::CupLogin) name = "_cuplogin._tcp.";
    if (service == Service::CollabEdge) name = "_collab-edge._tls.";
    return name + domain;
}

}  // namespace sidetone::signin
