// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

namespace sidetone::net {

/// Hosts with their numeric addresses, in the order to be tried.
using KnownHosts = std::map<std::string, std::vector<std::string>>;

/// What is known of hosts' addresses besides what the name servers say now. Protocol thread.
class AddressMemory {
public:
    virtual ~AddressMemory() = default;
    /// All hosts that were found or learnt, at most 256.
    [[nodiscard]] virtual const KnownHosts& known() const = 0;
    /// Adds what an earlier run knew; what was found in this run stays.
    virtual void learn(const KnownHosts& hosts) = 0;
    /// In another network the same name may be another host.
    virtual void forget() = 0;
};

}  // namespace sidetone::net
