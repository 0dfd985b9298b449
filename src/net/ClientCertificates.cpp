// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ClientCertificates.h"

#include <utility>

#include "core/text.h"

namespace sidetone::net {
namespace {

/// How closely a rule names a server: its characters, and one more for the port; 0: not at all.
std::size_t closeness(std::string_view rule, std::string_view server) {
    const auto host = server.substr(0, server.rfind(':'));
    if (rule == server) return rule.size() + 1;
    if (rule == host) return rule.size();
    const bool isBelow = rule.size() > 1 && rule.front() == '.' && host.size() > rule.size() &&
                         host.substr(host.size() - rule.size()) == rule;
    return isBelow ? rule.size() - 1 : 0;
}

}  // namespace

void ClientCertificates::show(const std::string& name,
                              std::shared_ptr<const ClientIdentity> identity,
                              std::vector<std::string> servers) {
    withdraw(name);
    for (auto& server : servers) server = core::lowerAscii(server);
    entries_.push_back({name, std::move(identity), std::move(servers)});
}

void ClientCertificates::withdraw(std::string_view name) {
    std::erase_if(entries_, [name](const Entry& entry) { return entry.name == name; });
}

std::shared_ptr<const ClientIdentity> ClientCertificates::find(std::string_view name) const {
    for (const auto& entry : entries_) {
        if (entry.name == name) return entry.identity;
    }
    return nullptr;
}

std::shared_ptr<const ClientIdentity> ClientCertificates::forServer(std::string_view server) const {
    const auto wanted = core::lowerAscii(server);
    std::shared_ptr<const ClientIdentity> best;
    std::size_t closest = 0;
    for (const auto& entry : entries_) {
        for (const auto& rule : entry.servers) {
            const auto here = closeness(rule, wanted);
            if (here <= closest) continue;
            closest = here;
            best = entry.identity;
        }
    }
    return best;
}

}  // namespace sidetone::net
