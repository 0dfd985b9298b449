// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/dns/extraRecords.h"

namespace sidetone::office {
namespace {

Record address(const Layout& layout, Host host) {
    return {std::string(label(host)), "A", layout.address(host)};
}

Record service(const Layout& layout, std::string name, int priority, std::uint16_t port,
               Host host) {
    return {std::move(name), "SRV",
            std::to_string(priority) + " 5 " + std::to_string(port) + " " + layout.fullName(host) +
                "."};
}

/// The cloud is on the Internet: everybody sees it.
void addCloud(const Layout& layout, std::vector<Record>& records) {
    if (!layout.with("cloud")) return;
    for (const Host host : {Host::CloudLogin, Host::CloudService, Host::CloudMessaging}) {
        records.push_back(address(layout, host));
    }
}

/// Both organisations find each other.
void addPartner(const Layout& layout, std::vector<Record>& records) {
    const auto& ports = layout.ports;
    const auto partner = Host::PartnerMessaging;
    records.push_back(service(layout, "_xmpp-client._tcp.partner", 1, ports.xmpp, partner));
    for (const char* name : {"partner", "conference.partner"}) {
        records.push_back({name, "A", layout.address(partner)});
        records.push_back(service(layout, std::string("_xmpp-server._tcp.") + name, 1,
                                  ports.xmppServers, partner));
    }
    for (const char* name : {"_xmpp-server._tcp", "_xmpp-server._tcp.conference"}) {
        records.push_back(service(layout, name, 1, ports.xmppServers, Host::Imp1));
    }
}

}  // namespace

std::vector<Record> extraInsideRecords(const Layout& layout) {
    std::vector<Record> records;
    addCloud(layout, records);
    if (layout.with("nodes")) {
        records.push_back(service(layout, "_cisco-uds._tcp", 2, layout.ports.uds, Host::Cucm2));
        records.push_back(service(layout, "_cisco-uds._tcp", 3, layout.ports.uds, Host::Cucm3));
    }
    if (layout.with("standby") || layout.with("ejabberd-pair")) {
        const auto& ports = layout.ports;
        records.push_back(service(layout, "_xmpp-client._tcp", 2, ports.xmpp, Host::Imp2));
        records.push_back(service(layout, "_xmpps-client._tcp", 2, ports.xmppTls, Host::Imp2));
    }
    if (layout.with("partner")) addPartner(layout, records);
    if (layout.with("ldap")) {
        const auto& ports = layout.ports;
        for (const char* name : {"_ldap._tcp", "_ldap._msdcs._tcp", "_ldap._tcp.dc._msdcs"}) {
            records.push_back(service(layout, name, 2, ports.ldap, Host::Ldap2));
        }
        for (const char* name : {"_gc._tcp", "_gc._msdcs._tcp", "_ldap._tcp.gc._msdcs"}) {
            records.push_back(service(layout, name, 2, ports.catalog, Host::Ldap2));
        }
    }
    if (layout.with("presence-login")) {
        records.push_back(service(layout, "_cuplogin._tcp", 1, layout.ports.uds, Host::Imp1));
        records.push_back(service(layout, "_cuplogin._tcp", 2, layout.ports.uds, Host::Imp2));
    }
    return records;
}

std::vector<Record> extraOutsideRecords(const Layout& layout) {
    std::vector<Record> records;
    addCloud(layout, records);
    // Files lie where the messages are.
    if (layout.with("cloud")) {
        records.push_back({"upload", "A", layout.address(Host::CloudMessaging)});
    }
    if (layout.with("sso")) records.push_back(address(layout, Host::OutsideIdentityProvider));
    if (layout.with("edge")) {
        records.push_back(address(layout, Host::OutsideEdge2));
        records.push_back(
            service(layout, "_collab-edge._tls", 2, layout.ports.uds, Host::OutsideEdge2));
    }
    return records;
}

}  // namespace sidetone::office
