// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/Settings.h"
#include "net/Endpoint.h"
#include "signin/Step.h"

// What the settings and an earlier sign-in say about discovery before anybody is asked.

namespace sidetone::signin {

/// The three services that a domain may name by SRV records (DISC-01).
enum class Service { CiscoUds, CupLogin, CollabEdge };

/// A way that needs no discovery, and who said so.
struct FixedWay {
    Way way = Way::PresenceServer;
    ChosenBy by = ChosenBy::Manual;
};

/// What the person typed in the connection settings, or the machine's policy demands; empty where
/// it is left to discovery (DISC-15, DISC-17).
[[nodiscard]] std::optional<FixedWay> fixedWay(const config::Settings& settings);
/// What the installer set up for the case that discovery finds nothing (EMU-1).
[[nodiscard]] std::optional<Way> installedWay(const config::Settings& settings);

/// Whether ServiceDiscoveryExcludedServices holds the word: WEBEX, CUCM or CUP (DISC-12).
[[nodiscard]] bool isExcluded(const config::Settings& settings, std::string_view word);
/// All three are excluded: nobody is asked anything.
[[nodiscard]] bool isDiscoveryOff(const config::Settings& settings);

/// Whether the cloud's look-up service is asked in this sign-in (DISC-05).
[[nodiscard]] bool asksCloud(const Context& context);
/// Whether the name servers are asked for a service in this sign-in. A presence server that was
/// set by hand without an address is looked for by _cuplogin alone.
[[nodiscard]] bool asksFor(const Context& context, Service service);
/// Whether the zone cisco-internal.<domain> is asked as well: the domain itself names nothing
/// inside, and no domain for voice services was set, which took that zone's place (DISC-25).
[[nodiscard]] bool asksPinpoint(const Context& context);
/// Whether an earlier sign-in remembered SRV answers of this domain in this network (DISC-08).
[[nodiscard]] bool hasCachedDiscovery(const Context& context);
/// Whether a password may be sent to a server of the domain: not before it is known that the
/// domain is no cloud organisation, except where an earlier sign-in has shown that.
[[nodiscard]] bool isCloudSettled(const Context& context);

/// Leaves the 256 records of the strongest priorities: more than anybody has, but a hostile zone
/// may name thousands.
void keepStrongest(std::vector<net::SrvRecord>& records);
/// "imp1.example.com, imp2.example.com:9443" as servers; what is no server is left out.
[[nodiscard]] std::vector<net::Endpoint> serversIn(std::string_view text, std::uint16_t port);
/// False for numeric addresses and for names without a dot (DISC-26).
[[nodiscard]] bool isFullName(std::string_view host);
/// "_cisco-uds._tcp.example.com"
[[nodiscard]] std::string questionFor(Service service, const std::string& domain);

}  // namespace sidetone::signin
