// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/NetworkState.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <algorithm>
#include <set>

namespace sidetone::net {
namespace {

/// "10.1.2.3/24" as its network, "10.1.2.0/24".
std::string prefixOf(const std::string& address) {
    const auto subnet = QHostAddress::parseSubnet(QString::fromStdString(address));
    if (subnet.second < 0) return address;
    return subnet.first.toString().toStdString() + "/" + std::to_string(subnet.second);
}

}  // namespace

std::string NetworkRoute::text() const {
    std::string said = destination.empty() ? "default" : destination;
    if (!gateway.empty()) said += " by " + gateway;
    return said + " on " + link;
}

bool NetworkState::isConnected() const {
    return std::any_of(links.begin(), links.end(), [](const NetworkLink& link) {
        return link.isUp && !link.addresses.empty();
    });
}

std::string NetworkState::fingerprint() const {
    if (!isConnected()) return "none";
    std::set<std::string> facts;
    std::set<std::string> leading;
    for (const auto* list : {&defaults, &routes}) {
        for (const auto& route : *list) {
            leading.insert(route.link);
            facts.insert("to " + route.destination + " by " + route.gateway);
        }
    }
    for (const auto& link : links) {
        if (!link.isUp || (!leading.empty() && !leading.contains(link.name))) continue;
        for (const auto& address : link.addresses) facts.insert("in " + prefixOf(address));
    }
    for (const auto& server : nameServers) facts.insert("dns " + server);
    for (const auto& domain : searchDomains) facts.insert("search " + domain);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const auto& fact : facts) hash.addData(QByteArray::fromStdString(fact + "\n"));
    return hash.result().toHex().left(16).toStdString();
}

std::string NetworkState::text() const {
    std::string said;
    for (const auto& link : links) {
        if (!link.isUp || link.addresses.empty()) continue;
        said += (said.empty() ? "" : ", ") + link.name;
        for (const auto& address : link.addresses) said += " " + address;
        if (link.isTunnel) said += " (tunnel)";
    }
    if (said.empty()) said = "no link is connected";
    for (const auto& route : defaults) {
        said += "; default by " + (route.gateway.empty() ? route.link : route.gateway);
    }
    said += nameServers.empty() ? "; no name servers" : "; name servers";
    for (const auto& server : nameServers) said += " " + server;
    return said;
}

}  // namespace sidetone::net
