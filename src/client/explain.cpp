// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/explain.h"

#include "client/PlatformParts.h"
#include "config/LocalSources.h"

namespace sidetone::client {

struct Explanation::Parts {
    explicit Parts(Platform& from)
        : platform(from.parts()),
          signIn(from.parts().signInPorts(), {.purpose = signin::Purpose::Explain}) {}
    Platform::Parts& platform;
    signin::SignIn signIn;
    core::Promise<signin::Trace> promise;
    core::Owner owner;
};

Explanation::Explanation(Platform& platform) : parts_(std::make_unique<Parts>(platform)) {}
Explanation::~Explanation() = default;

core::Task<signin::Trace> Explanation::run(const std::string& address,
                                           std::optional<core::Secret> password) {
    auto task = parts_->promise.task();
    const auto& platform = parts_->platform;
    signin::SignInRequest request;
    request.address = address;
    request.password = std::move(password);
    request.settings =
        config::LocalSources({platform.configurationFolder / "jabber-bootstrap.properties",
                              platform.configurationFolder / "policy.d", platform.folder})
            .settings();
    request.network = platform.network->state().fingerprint();
    parts_->signIn.run(std::move(request))
        .then(parts_->owner, [parts = parts_.get()](core::Result<signin::Deployment> found) {
            auto trace = parts->signIn.trace();
            if (!found && !trace.verdict) trace.verdict = found.error();
            parts->promise.settle(std::move(trace));
        });
    return task;
}

}  // namespace sidetone::client
