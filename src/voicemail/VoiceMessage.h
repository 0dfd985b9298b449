// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/Clock.h"

namespace sidetone::voicemail {

/// A voice message as its server lists it (VM-01). Fields that the server does not tell are empty.
struct VoiceMessage {
    std::string id;  ///< the server's; opaque
    std::string callerName;
    std::string callerNumber;
    std::string subject;
    core::WallTime arrival;
    core::Milliseconds duration{0};
    std::uint64_t size = 0;  ///< bytes of the sound
    bool isRead = false;
    bool isUrgent = false;
    bool isSecure = false;   ///< servers give its sound only where they are told to
    bool isDeleted = false;  ///< lies in the folder of deleted messages

    friend bool operator==(const VoiceMessage&, const VoiceMessage&) = default;
};

}  // namespace sidetone::voicemail
