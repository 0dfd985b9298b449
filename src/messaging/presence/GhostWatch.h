// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <string>

#include "core/Clock.h"
#include "core/Random.h"
#include "messaging/presence/DeviceProbe.h"

namespace sidetone::messaging {

/// Finds devices that are shown as present and are long gone: a node of a cluster that dies tells
/// nobody that its people left, and for those whose own node lives nothing happened. Each device
/// that said nothing for half an hour is asked whether it is there (DeviceProbe), one in 30 s at
/// most. Where one is found to be gone, all others are asked as well, two in a second, beginning
/// after a time drawn from 10 s, so that the clients of a place do not ask as one.
///
/// States: idle (no session), slow, fast (round_ is not empty). Events: the timer, an answer,
/// foundGone().
class GhostWatch {
public:
    /// `random` may be null: then nothing is drawn. All outlives this.
    GhostWatch(core::Clock& clock, core::Random* random, xmpp::PresenceTracker& tracker,
               DeviceProbe& probe);

    void begin();
    void end();
    /// A device was found to be gone.
    void foundGone();

private:
    void arm(core::Milliseconds wait);
    void next();
    void ask(const std::string& device);
    void forgetGone();
    [[nodiscard]] std::string oldest() const;

    core::Clock& clock_;
    core::Random* random_;
    xmpp::PresenceTracker& tracker_;
    DeviceProbe& probe_;
    bool isRunning_ = false;
    std::deque<std::string> round_;  ///< full addresses that are asked because of a find
    std::map<std::string, core::Instant> asked_;
    core::Timer timer_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
