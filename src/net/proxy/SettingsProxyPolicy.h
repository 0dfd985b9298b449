// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/Clock.h"
#include "net/HttpClient.h"
#include "net/ProxyPolicy.h"
#include "net/Resolver.h"
#include "net/proxy/PacProcess.h"
#include "net/proxy/ProxySettings.h"

namespace sidetone::net {

/// What a policy needs of the outside; all must outlive it.
struct ProxyMeans {
    core::Clock& clock;
    Resolver& resolver;  ///< for names that a PAC file looks up
    HttpClient& direct;  ///< fetches PAC files; must use no proxy itself
    std::string pacProgram = PacProcess::usualProgram();
};

/// The policy that settings say. A PAC file is fetched at the first question and kept; one that
/// cannot be fetched is tried again after a minute.
class SettingsProxyPolicy final : public ProxyPolicy {
public:
    SettingsProxyPolicy(ProxyMeans means, ProxySettings settings);
    ~SettingsProxyPolicy() override;
    SettingsProxyPolicy(const SettingsProxyPolicy&) = delete;
    SettingsProxyPolicy& operator=(const SettingsProxyPolicy&) = delete;

    [[nodiscard]] core::Task<Routes> routes(RouteRequest request) override;
    [[nodiscard]] const ProxySettings& settings() const { return settings_; }

private:
    struct Waiting {
        RouteRequest request;
        core::Promise<Routes> promise;
    };
    [[nodiscard]] Routes configured(const RouteRequest& request) const;
    void fetch();
    void fetched(core::Result<std::string> script);
    void evaluate(const Waiting& waiting);

    ProxyMeans means_;
    ProxySettings settings_;
    std::unique_ptr<PacProcess> script_;
    std::string problem_;  ///< why there is no script
    core::Timer retry_;
    bool isFetching_ = false;
    std::vector<Waiting> waiting_;
    core::Owner owner_;
};

}  // namespace sidetone::net
