// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "net/AddressMemory.h"
#include "net/Resolver.h"
#include "signin/Way.h"

namespace sidetone::signin {

/// What an earlier sign-in found out and the next one may begin with (DISC-08, DISC-09). It holds
/// no secrets. A plain value.
struct Remembered {
    std::string servicesDomain;
    std::string voiceServicesDomain;  ///< as a configuration file said; empty: the same
    std::string network;              ///< fingerprint of the network that it was found in
    core::WallTime when;
    std::optional<Way> way;
    bool isCloudOrganisation = false;
    std::vector<net::SrvRecord> ciscoUds;
    std::vector<net::SrvRecord> cupLogin;
    std::vector<net::SrvRecord> collabEdge;
    /// The last jabber-config.xml that could be read, as it came; kept without its secrets.
    std::string clientConfig;
    bool hasSignedInInside = false;
    net::KnownHosts hosts;  ///< of the servers, for the time when the name servers are dead
};

}  // namespace sidetone::signin
