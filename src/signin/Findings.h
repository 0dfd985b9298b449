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
#include "signin/Way.h"

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
    /// Decided by discovery. A later step may change it (a profile that leads to the cloud, an
    /// office that cannot be reached): the plan goes on with the new way's steps.
    std::optional<Way> way;
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
    std::optional<EdgeAccess> edgeAccess;
    std::shared_ptr<net::HttpClient> http;  ///< through the edge; null: the plain one
    std::shared_ptr<net::TokenSource> tokens;
    ChatProof chatProof = ChatProof::Password;
    std::optional<core::Secret> chatSecret;
    std::string phoneUser;
    std::optional<core::Secret> phonePassword;
    Remembered remembered;
};

/// The value for everybody after the sign-in.
[[nodiscard]] Deployment deploymentOf(const Findings& found);
/// Where to register, in order; empty without a phone.
[[nodiscard]] std::vector<SipServer> sipServersOf(const Findings& found);

}  // namespace sidetone::signin
