// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/doctor/doors.h"

#include <set>

namespace sidetone::client {
namespace {

using Kind = Door::Kind;

/// Chapter, "Ports and Protocols"; provisioning contract 17.
constexpr std::uint16_t filesPlain = 6970;
constexpr std::uint16_t filesTls = 6972;

class Collection {
public:
    void add(net::Endpoint server, Kind kind, std::string purpose, bool isNeeded = true,
             net::PeerIdentity peer = {}) {
        if (!seen_.insert(server).second) return;
        doors.push_back({std::move(server), kind, std::move(purpose), isNeeded, std::move(peer)});
    }
    std::vector<Door> doors;

private:
    std::set<net::Endpoint> seen_;
};

void addThroughEdge(const signin::EdgeAccess& edge, const std::string& xmppDomain,
                    Collection& collection) {
    collection.add(edge.http, Kind::Https, "configuration through the edge");
    for (const auto& server : edge.xmpp) {
        collection.add(server, Kind::XmppStartTls, "messages through the edge", true,
                       {{xmppDomain, server.host}, "xmpp-client"});
    }
    for (const auto& server : edge.sip) {
        collection.add(server, Kind::DirectTls, "calls through the edge");
    }
}

}  // namespace

std::vector<Door> doorsOf(const signin::Deployment& deployment) {
    Collection collection;
    if (deployment.edge) {
        addThroughEdge(*deployment.edge, deployment.xmppDomain, collection);
        return collection.doors;
    }
    for (const auto& server : deployment.udsServers) {
        collection.add(server, Kind::Https, "User Data Services");
        collection.add({server.host, filesPlain}, Kind::Plain, "configuration files");
        collection.add({server.host, filesTls}, Kind::DirectTls,
                       "configuration files, encrypted (call manager 11 and later)", false);
    }
    for (const auto& server : deployment.xmppServers) {
        collection.add(server, Kind::XmppStartTls, "messages and presence", true,
                       {{deployment.xmppDomain, server.host}, "xmpp-client"});
    }
    for (const auto& server : deployment.sipServers) {
        const bool isTls = server.transport == signin::SipTransport::Tls;
        if (server.transport == signin::SipTransport::Udp) continue;
        collection.add(server.endpoint, isTls ? Kind::DirectTls : Kind::Plain,
                       isTls ? "calls, encrypted" : "calls");
    }
    for (const auto& site : deployment.survivableSites) {
        if (site.transport == signin::SipTransport::Udp) continue;
        const bool isTls = site.transport == signin::SipTransport::Tls;
        collection.add(site.endpoint, isTls ? Kind::DirectTls : Kind::Plain,
                       "calls at the survivable site, while no call manager answers", false);
    }
    return collection.doors;
}

}  // namespace sidetone::client
