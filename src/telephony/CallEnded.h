// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "telephony/CallControl.h"

namespace sidetone::telephony {

/// What the history keeps of a call (HIST-05). Emitted once for each call, when it has ended.
struct CallEnded {
    CallId id = 0;
    bool outgoing = false;
    bool answered = false;
    std::string peerUri;
    std::string peerName;
    CallEnd end = CallEnd::None;
    std::string reason;  ///< a sentence where it failed, else empty
    core::WallTime started;
    std::optional<core::WallTime> connected;
    core::WallTime ended;
    core::Milliseconds duration{0};  ///< of the conversation; 0 where it was not answered
};

}  // namespace sidetone::telephony
