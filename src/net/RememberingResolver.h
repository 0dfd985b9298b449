// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "core/Clock.h"
#include "net/AddressMemory.h"
#include "net/Resolver.h"

namespace sidetone::net {

/// A resolver that knows the addresses of hosts that were found before, for the time when the name
/// servers are dead (DISC-08): a known host whose question fails, or is not answered within 400 ms,
/// gets its last addresses; where the
/// name servers have just been found silent, at once. "There is no such host" is an answer and
/// forgets it. Records of services pass through. The other resolver and the clock must outlive it.
class RememberingResolver final : public Resolver, public AddressMemory {
public:
    RememberingResolver(Resolver& real, core::Clock& clock) : real_(real), clock_(clock) {}

    [[nodiscard]] core::Task<std::vector<SrvRecord>> srv(std::string name) override;
    [[nodiscard]] core::Task<std::vector<std::string>> addresses(std::string host) override;
    [[nodiscard]] std::vector<std::string> nameServers() const override;

    [[nodiscard]] const KnownHosts& known() const override { return known_; }
    void learn(const KnownHosts& hosts) override;
    void forget() override { known_.clear(); }

private:
    struct Question;
    void keep(const std::string& host, const std::vector<std::string>& addresses);

    Resolver& real_;
    core::Clock& clock_;
    KnownHosts known_;
    bool isSilent_ = false;  ///< memory had to answer, and no name server has answered since
    core::Owner owner_;
};

}  // namespace sidetone::net
