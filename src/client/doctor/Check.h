// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/PlatformParts.h"
#include "config/Settings.h"
#include "core/Address.h"
#include "core/Task.h"
#include "signin/Deployment.h"
#include "signin/Trace.h"

namespace sidetone::client {

/// What a check says of one thing.
struct CheckResult {
    enum class Level { Ok, Warning, Bad };
    std::string check;  ///< stable, for machines: "dns-design", "port", "certificate"
    std::string title;  ///< for people: "cucm1.office.example:8443, User Data Services"
    Level level = Level::Ok;
    std::string sentence;  ///< what was found
    std::string advice;    ///< what to do; empty where all is well
    std::string row;       ///< the requirement of the chapter that it breaks; may be empty
};
[[nodiscard]] std::string_view name(CheckResult::Level level);

/// What checks look at. The deployment is there only where a sign-in would succeed.
struct CheckContext {
    Platform::Parts& platform;
    core::Address address;
    config::Settings settings;  ///< known before any server, or the deployment's
    signin::Trace trace;
    std::optional<signin::Deployment> deployment;
};

/// One examination of `doctor`. Dropping it ends what it waits for; done is called once, and never
/// after that. Protocol thread.
class Check {
public:
    using Done = std::function<void(std::vector<CheckResult>)>;
    virtual ~Check() = default;
    /// For people while it runs, and where it took too long.
    [[nodiscard]] virtual std::string title() const = 0;
    virtual void run(const CheckContext& context, Done done) = 0;
};

/// All checks for that context: network, DNS design, proxy, ports with certificates and clocks,
/// key store, sound, and the chapter's rules.
[[nodiscard]] std::vector<std::unique_ptr<Check>> checksFor(const CheckContext& context);

}  // namespace sidetone::client
