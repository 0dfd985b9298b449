// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/DeviceConfig.h"
#include "config/ServiceProfile.h"
#include "config/Settings.h"
#include "config/Uds.h"
#include "core/Address.h"
#include "net/Endpoint.h"
#include "net/Resolver.h"
#include "signin/Deployment.h"

namespace sidetone::signin {

/// One of the three services that discovery asks for.
struct ServiceLookup {
    bool hasEnded = false;
    std::vector<net::SrvRecord> records;
    std::optional<core::Error> error;  ///< no answer at all; "no such record" is no error
    core::Milliseconds took{0};
};

/// What the steps have found so far. Each step writes its own fields and reads those of the
/// steps that it needs.
struct Findings {
    core::Address address;
    ServiceLookup uds;
    ServiceLookup cupLogin;
    ServiceLookup edge;
    std::vector<net::Endpoint> udsServers;  ///< the next one to ask first
    config::UdsVersion version;
    config::ClusterUser home;
    config::UdsUser user;
    config::ServiceProfile profile;
    std::vector<config::UdsDevice> devices;
    std::optional<config::UdsDevice> phone;  ///< the softphone among them
    std::string phoneFileUrl;                ///< where its file was found
    std::optional<config::DeviceConfig> device;
    config::Settings settings;
    std::vector<net::Endpoint> xmppServers;
};

/// The value for everybody after the sign-in.
[[nodiscard]] Deployment deploymentOf(const Findings& found);
/// Where to register, in order; empty without a phone.
[[nodiscard]] std::vector<SipServer> sipServersOf(const Findings& found);

}  // namespace sidetone::signin
