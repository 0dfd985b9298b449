// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/DeviceConfig.h"
#include "config/DialRules.h"
#include "config/ServiceProfile.h"
#include "config/Settings.h"
#include "config/Uds.h"
#include "core/Address.h"
#include "core/Secret.h"
#include "net/Endpoint.h"
#include "signin/Remembered.h"

namespace sidetone::net {
class HttpClient;
class TokenSource;
}  // namespace sidetone::net

namespace sidetone::signin {

class SingleSignOn;

/// Who judges the person's password for good (DISC-21, AUTH-01).
enum class Authenticator { ImAndPresence, CallManager, Cloud };

/// What the client is for this person (DISC-19).
enum class ProductMode {
    Full,       ///< messages and calls
    ImOnly,     ///< no phone
    PhoneOnly,  ///< no messages
};

enum class SipTransport { Tcp, Udp, Tls };

/// What the chat server takes as proof.
enum class ChatProof {
    Password,           ///< the person's own, by SCRAM or PLAIN
    AccessToken,        ///< of the single sign-on (OAUTHBEARER, RFC 7628)
    OneTimePassword,    ///< of the presence server's login service (CISCO-VTG-TOKEN)
    CloudToken,         ///< of the cloud (WEBEX-TOKEN)
    ClientCertificate,  ///< of the TLS connection (EXTERNAL)
};

/// How the services are reached from outside (EDGE-02).
struct EdgeAccess {
    net::Endpoint http;  ///< everything over HTTPS goes to it
    std::vector<net::Endpoint> xmpp;
    std::vector<net::Endpoint> sip;  ///< by TLS
    std::string sipRoute;            ///< Route header of what begins a dialogue; may be empty
};

/// Between these a client waits, by chance, before it signs in again after its presence server
/// was lost: everybody at once would bring the next one down (the server's own parameters).
struct ReloginLimits {
    core::Milliseconds lower{120'000};
    core::Milliseconds upper{537'000};
};

/// A call manager to register with.
struct SipServer {
    net::Endpoint endpoint;
    SipTransport transport = SipTransport::Tls;
};

/// What sign-in found out, as a plain value: nothing below sign-in asks DNS or HTTP where things
/// are. Servers are in the order to be tried.
struct Deployment {
    core::Address address;  ///< as typed
    core::Address jid;      ///< bare; the user id at the presence domain
    std::string userId;     ///< the login name everywhere; one password serves all (AUTH-09)
    std::string displayName;
    Authenticator authenticator = Authenticator::CallManager;
    ProductMode mode = ProductMode::Full;

    std::vector<net::Endpoint> udsServers;   ///< the home cluster's; https
    std::string udsVersion;                  ///< "12.5.1"
    bool directoryNeedsCredentials = false;  ///< UDS answers searches only to known people

    std::string xmppDomain;
    std::vector<net::Endpoint> xmppServers;  ///< empty in phone mode
    std::vector<SipServer> sipServers;       ///< empty without a phone
    /// Where the phone goes when none of `sipServers` answers (AUD-08); empty without such sites.
    std::vector<SipServer> survivableSites;

    std::optional<EdgeAccess> edge;  ///< empty inside
    /// Where requests to the organisation's servers go through (it adds the edge's path and
    /// cookie); null: the plain client.
    std::shared_ptr<net::HttpClient> http;
    std::shared_ptr<net::TokenSource> tokens;  ///< null without single sign-on
    /// The same object, for keeping and revoking; null without single sign-on.
    std::shared_ptr<SingleSignOn> singleSignOn;
    ChatProof chatProof = ChatProof::Password;
    std::optional<core::Secret> chatSecret;  ///< the token, where chatProof is one
    /// How long to wait before signing in again after a presence server was lost; only a presence
    /// server's own login service tells it.
    std::optional<ReloginLimits> relogin;
    /// Where phone and directory want others than the person's own (hybrid deployments).
    std::string phoneUser;
    std::optional<core::Secret> phonePassword;
    bool keepsPhonePassword = false;  ///< the person wants it kept for the next sign-in (DISC-30)
    Remembered remembered;            ///< for the next sign-in

    config::UdsUser user;
    config::ServiceProfile profile;
    /// The softphone: lines, digest user, timers, media ports, marking. Empty without a phone.
    std::optional<config::DeviceConfig> device;
    config::DialRules dialRules;    ///< for numbers that are dialled
    config::DialRules lookupRules;  ///< for callers before they are looked up
    config::Settings settings;

    [[nodiscard]] bool hasMessages() const { return mode != ProductMode::PhoneOnly; }
    [[nodiscard]] bool hasPhone() const { return mode != ProductMode::ImOnly; }
};

/// For traces and machines: "im-and-presence", "full", "tls".
[[nodiscard]] std::string_view name(Authenticator authenticator);
[[nodiscard]] std::string_view name(ProductMode mode);
[[nodiscard]] std::string_view name(SipTransport transport);

}  // namespace sidetone::signin
