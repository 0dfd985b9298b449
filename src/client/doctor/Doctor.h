// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/doctor/Check.h"
#include "core/Secret.h"
#include "core/Task.h"

namespace sidetone::client {

/// What an administrator reads in one screen (SRV-08, NONE-02).
struct Diagnosis {
    signin::Trace trace;  ///< what a sign-in would find
    std::vector<CheckResult> results;
    [[nodiscard]] bool isWell() const;
};

/// Explains a sign-in and examines everything around it. Six checks run at a time, each for 8 s at
/// most. Keep it until the task has settled. Use once. Protocol thread.
class Doctor {
public:
    explicit Doctor(Platform& platform);
    ~Doctor();
    Doctor(const Doctor&) = delete;
    Doctor& operator=(const Doctor&) = delete;

    [[nodiscard]] core::Task<Diagnosis> run(const std::string& address,
                                            std::optional<core::Secret> password);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace sidetone::client
