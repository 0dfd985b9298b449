// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/Secret.h"
#include "core/Task.h"
#include "signin/Deployment.h"
#include "signin/Trace.h"

namespace sidetone::client {

class Platform;

/// What a sign-in of that address would find and why; signs nobody in (NONE-02). Keep the object
/// until the task has settled.
class Explanation {
public:
    explicit Explanation(Platform& platform);
    ~Explanation();
    Explanation(const Explanation&) = delete;
    Explanation& operator=(const Explanation&) = delete;

    /// Settles with the whole trace; its verdict is empty only where a sign-in would succeed.
    /// Without a password the steps that need one are left out and said so.
    [[nodiscard]] core::Task<signin::Trace> run(const std::string& address,
                                                std::optional<core::Secret> password);
    /// What was found; empty until the task has settled, and where a sign-in would fail.
    [[nodiscard]] const std::optional<signin::Deployment>& deployment() const;
    /// The deployment's parameters, else those known before any server.
    [[nodiscard]] const config::Settings& settings() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace sidetone::client
