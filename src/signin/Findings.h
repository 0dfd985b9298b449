// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/DeviceConfig.h"
#include "config/DialRules.h"
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

/// What the cloud's look-up service said about the services domain (DISC-05).
struct CloudLookup {
    bool hasEnded = false;  ///< set on every end, also where nobody was asked
    bool isOrganisation = false;
    std::string ssoUrl;  ///< where the person signs on in the browser; empty: with the password
    std::optional<core::Error> error;  ///< no answer: whether it is one is not known
};

/// A way that was tried and led nowhere.
struct ClosedDoor {
    Way way = Way::CallManager;
    ChosenBy by = ChosenBy::Discovery;
    core::Error error;
};

/// What a server said about single sign-on (provisioning contract 14.1, 11.3).
struct SsoFindings {
    std::string askedHost;  ///< which server was asked; empty: none yet
    bool isOn = false;
    bool hasRefresh = false;   ///< codes and refresh tokens (14.3); else tokens at once (14.2)
    std::string authorizeUrl;  ///< where the browser goes; https
    std::string extraQuery;    ///< what that door wants besides: "realm=local&email=..."
};

/// What the steps have found so far. Each step writes its own fields and reads those of the
/// steps that it needs.
struct Findings {
    core::Address address;
    std::string servicesDomain;   ///< whose cloud look-up counts; also names the account
    std::string discoveryDomain;  ///< whose SRV records count: VoiceServicesDomain, or the same
    /// Decided by discovery. A later step may change it (a profile that leads to the cloud, an
    /// office that cannot be reached): the plan goes on with the new way's steps. Empty
    /// again where a step gave a way up: then it is chosen anew.
    std::optional<Way> way;
    std::optional<ChosenBy> chosenBy;
    std::vector<ClosedDoor> closed;
    CloudLookup cas;
    ServiceLookup uds;
    ServiceLookup cupLogin;
    ServiceLookup edge;
    ServiceLookup pinpointUds;  ///< in the zone cisco-internal (DISC-25)
    ServiceLookup pinpointCup;
    std::vector<net::Endpoint> loginServers;  ///< Way::PresenceServer, in order
    std::string presenceUrl;                  ///< of the login service that took the password
    core::Secret presenceSession;             ///< at that service
    std::string cloudUrl;                     ///< "https://swapi.example.com": the org's service
    core::Secret cloudSession;                ///< at that service
    std::string cloudMessaging;               ///< host of its chat; empty: not told
    std::vector<net::Endpoint> edgeServers;   ///< Way::Edge, in order; full host names
    std::vector<net::Endpoint> udsServers;    ///< Way::CallManager: the next one to ask first
    /// Hosts of the file service, where presence server, cloud or settings name them.
    std::vector<std::string> fileServers;
    config::UdsVersion version;
    config::ClusterUser home;
    config::UdsUser user;
    config::ServiceProfile profile;
    std::vector<config::UdsDevice> devices;
    std::optional<config::UdsDevice> phone;  ///< the softphone among them
    std::string phoneFileUrl;                ///< where its file was found
    std::optional<config::DeviceConfig> device;
    config::DialRules dialRules;
    config::DialRules lookupRules;
    config::Settings settings;
    std::vector<net::Endpoint> xmppServers;
    std::optional<EdgeAccess> edgeAccess;
    std::shared_ptr<net::HttpClient> http;  ///< through the edge; null: the plain one
    SsoFindings sso;
    std::string email;  ///< where the person was asked for it; else the address is used
    std::shared_ptr<net::TokenSource> tokens;
    std::shared_ptr<SingleSignOn> singleSignOn;
    ChatProof chatProof = ChatProof::Password;
    std::optional<core::Secret> chatSecret;
    std::optional<ReloginLimits> relogin;
    std::string phoneUser;
    std::optional<core::Secret> phonePassword;
    bool keepsPhonePassword = false;
    Remembered remembered;
};

/// The value for everybody after the sign-in.
[[nodiscard]] Deployment deploymentOf(const Findings& found);
/// Where to register, in order; empty without a phone.
[[nodiscard]] std::vector<SipServer> sipServersOf(const Findings& found);
/// Where to register when none of them answers, in order; always empty outside.
[[nodiscard]] std::vector<SipServer> survivableSitesOf(const Findings& found);

}  // namespace sidetone::signin
