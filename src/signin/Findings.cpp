// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/Findings.h"

#include "config/keys.h"

namespace sidetone::signin {
namespace {

std::string displayName(const Findings& found) {
    const auto& person = found.user.person;
    if (!person.displayName.empty()) return person.displayName;
    const std::string both = person.firstName + " " + person.lastName;
    return both.size() > 1 ? both : found.address.text();
}

/// The user id at the presence domain; the address itself where that makes no address.
core::Address chatAddress(const Findings& found, const std::string& domain) {
    const auto& user = found.home.userId;
    const bool isWhole = user.find('@') != std::string::npos;
    const auto address = core::Address::parse(isWhole ? user : user + "@" + domain);
    return address ? *address : found.address;
}

Authenticator authenticatorOf(config::ProfileAuthenticator inProfile) {
    switch (inProfile) {
        case config::ProfileAuthenticator::ImAndPresence:
            return Authenticator::ImAndPresence;
        case config::ProfileAuthenticator::Webex:
            return Authenticator::Cloud;
        case config::ProfileAuthenticator::CallManager:
            break;
    }
    return Authenticator::CallManager;
}

}  // namespace

std::vector<SipServer> sipServersOf(const Findings& found) {
    std::vector<SipServer> servers;
    if (!found.device || !found.settings.get(config::keys::telephonyEnabled)) return servers;
    if (found.edgeAccess) {
        // From outside the call managers themselves cannot be reached.
        for (const auto& node : found.edgeAccess->sip) {
            servers.push_back({node, SipTransport::Tls});
        }
        return servers;
    }
    const auto& device = *found.device;
    for (const auto& node : device.callManagers) {
        SipServer server;
        server.endpoint = {node.host, device.usesTls() ? node.securedSipPort : node.sipPort};
        server.transport = SipTransport::Tcp;
        if (device.usesTls()) server.transport = SipTransport::Tls;
        const bool isUdp = device.transport == config::DeviceTransport::Udp;
        if (!device.usesTls() && isUdp) server.transport = SipTransport::Udp;
        servers.push_back(std::move(server));
    }
    return servers;
}

std::vector<SipServer> survivableSitesOf(const Findings& found) {
    std::vector<SipServer> sites;
    if (found.edgeAccess || sipServersOf(found).empty()) return sites;
    const bool isUdp = found.device->transport == config::DeviceTransport::Udp;
    for (const auto& site : found.device->survivableSites) {
        auto transport = isUdp ? SipTransport::Udp : SipTransport::Tcp;
        if (site.isSecure) transport = SipTransport::Tls;
        sites.push_back({{site.host, site.sipPort}, transport});
    }
    return sites;
}

Deployment deploymentOf(const Findings& found) {
    Deployment made;
    made.address = found.address;
    made.userId = found.home.userId;
    made.displayName = displayName(found);
    made.udsServers = found.udsServers;
    made.udsVersion = found.version.version;
    made.directoryNeedsCredentials = found.version.usersNeedCredentials;
    made.xmppDomain = found.settings.get(config::keys::presenceDomain);
    if (made.xmppDomain.empty()) made.xmppDomain = found.address.domain();
    made.jid = chatAddress(found, made.xmppDomain);
    made.xmppServers = found.xmppServers;
    made.edge = found.edgeAccess;
    made.http = found.http;
    made.tokens = found.tokens;
    made.singleSignOn = found.singleSignOn;
    made.chatProof = found.chatProof;
    made.chatSecret = found.chatSecret;
    made.phoneUser = found.phoneUser;
    made.phonePassword = found.phonePassword;
    made.keepsPhonePassword = found.keepsPhonePassword;
    made.remembered = found.remembered;
    made.sipServers = sipServersOf(found);
    made.survivableSites = survivableSitesOf(found);
    made.authenticator = authenticatorOf(found.profile.authenticator);
    const bool hasMessages = made.authenticator != Authenticator::CallManager;
    made.mode = hasMessages ? ProductMode::Full : ProductMode::PhoneOnly;
    if (hasMessages && made.sipServers.empty()) made.mode = ProductMode::ImOnly;
    made.user = found.user;
    made.profile = found.profile;
    made.device = found.device;
    made.dialRules = found.dialRules;
    made.lookupRules = found.lookupRules;
    made.relogin = found.relogin;
    made.settings = found.settings;
    return made;
}

}  // namespace sidetone::signin
