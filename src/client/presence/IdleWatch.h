// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "client/presence/IdleSource.h"
#include "config/Settings.h"

namespace sidetone::client {

/// Finds out when nobody is at the machine any more, as Set_Status_Away_On_Inactive,
/// Set_Status_Inactive_Timeout and Set_Status_Away_On_Lock_OS want it; and keeps the screen awake
/// during calls unless SystemIdleDuringCalls is set. Protocol thread.
class IdleWatch {
public:
    /// Empty: somebody is there. Called at each change.
    using Tell = std::function<void(std::optional<core::WallTime>)>;
    IdleWatch(core::Clock& clock, std::unique_ptr<IdleSource> source,
              std::function<const config::Settings&()> settings, Tell tell);
    ~IdleWatch();

    void start();
    /// Tells nothing more, and forgets what it knew.
    void stop();
    void setInCall(bool inCall);

private:
    void ask();
    void take(const IdleState& state);
    [[nodiscard]] core::Milliseconds nextLook(const IdleState& state) const;

    core::Clock& clock_;
    std::function<const config::Settings&()> settings_;
    Tell tell_;
    std::optional<core::WallTime> since_;
    std::optional<core::WallTime> lockedAt_;
    core::Timer timer_;
    bool isRunning_ = false;
    std::unique_ptr<IdleSource> source_;  ///< last: it answers to nothing that is gone
};

}  // namespace sidetone::client
