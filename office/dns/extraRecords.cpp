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

}  // namespace

std::vector<Record> extraInsideRecords(const Layout& layout) {
    std::vector<Record> records;
    addCloud(layout, records);
    if (layout.with("nodes")) {
        records.push_back(service(layout, "_cisco-uds._tcp", 2, layout.ports.uds, Host::Cucm2));
        records.push_back(service(layout, "_cisco-uds._tcp", 3, layout.ports.uds, Host::Cucm3));
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
    if (layout.with("edge")) {
        records.push_back(address(layout, Host::OutsideEdge2));
        records.push_back(
            service(layout, "_collab-edge._tls", 2, layout.ports.uds, Host::OutsideEdge2));
    }
    return records;
}

}  // namespace sidetone::office
