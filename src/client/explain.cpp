// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/explain.h"

#include "client/PlatformParts.h"
#include "client/account/localPlaces.h"
#include "config/LocalSources.h"

namespace sidetone::client {

struct Explanation::Parts {
    explicit Parts(Platform& platform)
        : network(*platform.parts().network),
          sources(localPlacesOf(platform.parts())),
          signIn(platform.parts().signInPorts(), {.purpose = signin::Purpose::Explain}) {}
    net::NetworkMonitor& network;
    config::LocalSources sources;
    signin::SignIn signIn;
    std::optional<signin::Deployment> deployment;
    core::Promise<signin::Trace> promise;
    core::Owner owner;
};

Explanation::Explanation(Platform& platform) : parts_(std::make_unique<Parts>(platform)) {}
Explanation::~Explanation() = default;

const std::optional<signin::Deployment>& Explanation::deployment() const {
    return parts_->deployment;
}

const config::Settings& Explanation::settings() const {
    return parts_->deployment ? parts_->deployment->settings : parts_->sources.settings();
}

core::Task<signin::Trace> Explanation::run(const std::string& address,
                                           std::optional<core::Secret> password) {
    auto task = parts_->promise.task();
    signin::SignInRequest request;
    request.address = address;
    request.password = std::move(password);
    request.settings = parts_->sources.settings();
    request.network = parts_->network.state().fingerprint();
    parts_->signIn.run(std::move(request))
        .then(parts_->owner, [parts = parts_.get()](core::Result<signin::Deployment> found) {
            auto trace = parts->signIn.trace();
            if (!found && !trace.verdict) trace.verdict = found.error();
            if (found) parts->deployment = std::move(*found);
            parts->promise.settle(std::move(trace));
        });
    return task;
}

}  // namespace sidetone::client
