// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "net/ProxyPolicy.h"

namespace sidetone::net {

/// Servers of the organisation are tried directly first, and by the system's proxies only where
/// that fails: a proxy for the Internet often cannot reach inside, and outside nothing else may
/// be open. Where a bypass list or a PAC file names the host's way, that way stands.
class OrganisationProxyPolicy final : public ProxyPolicy {
public:
    explicit OrganisationProxyPolicy(ProxyPolicy& system) : system_(system) {}

    /// The organisation's domains: the services domain and the voice services domain.
    void setDomains(std::vector<std::string> domains) { domains_ = std::move(domains); }
    [[nodiscard]] core::Task<Routes> routes(RouteRequest request) override;

private:
    [[nodiscard]] bool isInside(const std::string& host) const;
    ProxyPolicy& system_;
    std::vector<std::string> domains_;
    core::Owner owner_;
};

}  // namespace sidetone::net
