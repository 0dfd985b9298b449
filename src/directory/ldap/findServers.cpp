// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/ldap/findServers.h"

#include <memory>
#include <optional>

#include "net/srvOrder.h"

namespace sidetone::directory {
namespace {

constexpr std::size_t mostServers = 3;

struct Look {
    Look(core::Random& source, std::vector<std::string> asked)
        : random(source), names(std::move(asked)) {}
    core::Random& random;
    std::vector<std::string> names;
    std::vector<std::optional<std::vector<net::SrvRecord>>> answers;
    core::Promise<std::vector<LdapServer>> promise;
    core::Owner owner;
};

std::vector<LdapServer> serversOf(std::vector<net::SrvRecord> records, core::Random& random) {
    std::vector<LdapServer> servers;
    for (const auto& record : net::orderByPreference(std::move(records), random)) {
        if (servers.size() == mostServers) break;
        const bool isTls = record.port == 636 || record.port == 3269;
        servers.push_back({{record.target, record.port},
                           isTls ? LdapSecurity::Tls : LdapSecurity::StartTlsIfOffered});
    }
    return servers;
}

/// The first name's answer counts where it has one; later ones only when it is known to have none.
void judge(Look& look) {
    for (const auto& answer : look.answers) {
        if (!answer) return;
        if (answer->empty()) continue;
        return look.promise.settle(serversOf(*answer, look.random));
    }
    look.promise.settle(
        core::fail(core::ErrorCode::NotFound, "Finding the directory's servers",
                   "no name server knows " + look.names.front() + " or another name of a directory",
                   "Name the server in the settings (PrimaryServerName)."));
}

}  // namespace

core::Task<std::vector<LdapServer>> findServers(net::Resolver& resolver, core::Random& random,
                                                std::vector<std::string> names) {
    auto look = std::make_shared<Look>(random, std::move(names));
    look->answers.resize(look->names.size());
    auto task = look->promise.task();
    if (look->names.empty()) {
        look->promise.settle(
            core::fail(core::ErrorCode::NotFound, "Finding the directory's servers",
                       "this workstation's domain is not known", "Set LdapUserDomain."));
        return task;
    }
    for (std::size_t at = 0; at < look->names.size(); ++at) {
        resolver.srv(look->names[at])
            .then(look->owner, [look, at](core::Result<std::vector<net::SrvRecord>> records) {
                look->answers[at] = records ? std::move(*records) : std::vector<net::SrvRecord>();
                if (!look->promise.isSettled()) judge(*look);
            });
    }
    return task;
}

}  // namespace sidetone::directory
