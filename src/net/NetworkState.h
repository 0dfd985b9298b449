// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <string>
#include <vector>

namespace sidetone::net {

/// One network interface of this machine; the loopback is none.
struct NetworkLink {
    int index = 0;
    std::string name;                    ///< "eth0"
    bool isUp = false;                   ///< switched on and with a carrier
    bool isTunnel = false;               ///< point to point without a hardware address: a VPN
    std::vector<std::string> addresses;  ///< "10.1.2.3/24", without link-local ones, sorted
    friend bool operator==(const NetworkLink&, const NetworkLink&) = default;
};

/// Where packets go; networks that a link is in by its own address are no routes.
struct NetworkRoute {
    std::string destination;  ///< "10.0.0.0/8"; empty for the default route
    std::string gateway;      ///< numeric; empty where the link itself is the way (a tunnel)
    std::string link;         ///< "eth0"
    /// "10.0.0.0/8 by 10.1.2.1 on eth0".
    [[nodiscard]] std::string text() const;
    friend auto operator<=>(const NetworkRoute&, const NetworkRoute&) = default;
};

/// The network as this machine sees it: what could change where servers are (NET-01).
struct NetworkState {
    std::vector<NetworkLink> links;        ///< by index
    std::vector<NetworkRoute> defaults;    ///< best first, IPv4 before IPv6
    std::vector<NetworkRoute> routes;      ///< further routes, sorted
    std::vector<std::string> nameServers;  ///< "address:port", as /etc/resolv.conf has them
    std::vector<std::string> searchDomains;

    /// A link is up and has an address that is more than link-local. Routes are not asked for:
    /// an office on one machine has none. It is for
    /// telling the person: servers on this machine itself are reached all the same.
    [[nodiscard]] bool isConnected() const;
    /// 16 hexadecimal digits that are the same whenever this machine is in the same network and
    /// differ between networks: made of name servers, search domains, routes and, of the links that
    /// routes lead over (all links where there is no route), the networks they are in. This
    /// machine's own addresses and bridges to its own containers are left out. Key of caches
    /// (provisioning contract EMU-3). "none" where nothing is connected.
    [[nodiscard]] std::string fingerprint() const;
    /// One line for traces: "eth0 10.1.2.3/24; default by 10.1.2.1; name servers 10.1.2.53:53".
    [[nodiscard]] std::string text() const;
    friend bool operator==(const NetworkState&, const NetworkState&) = default;
};

}  // namespace sidetone::net
