// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/explain.h"

#include "client/PlatformParts.h"

namespace sidetone::client {

struct Explanation::Parts {
    explicit Parts(Platform& platform)
        : signIn(platform.parts().signInPorts(), {.purpose = signin::Purpose::Explain}) {}
    signin::SignIn signIn;
    core::Promise<signin::Trace> promise;
    core::Owner owner;
};

Explanation::Explanation(Platform& platform) : parts_(std::make_unique<Parts>(platform)) {}
Explanation::~Explanation() = default;

core::Task<signin::Trace> Explanation::run(const std::string& address,
                                           std::optional<core::Secret> password) {
    auto task = parts_->promise.task();
    parts_->signIn.run(address, std::move(password))
        .then(parts_->owner, [parts = parts_.get()](core::Result<signin::Deployment> found) {
            auto trace = parts->signIn.trace();
            if (!found && !trace.verdict) trace.verdict = found.error();
            parts->promise.settle(std::move(trace));
        });
    return task;
}

}  // namespace sidetone::client
