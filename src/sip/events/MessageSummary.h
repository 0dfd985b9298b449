// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sidetone::sip {

/// What a voicemail server says of somebody's messages (RFC 3842 3.5).
struct MessageSummary {
    bool waiting = false;  ///< Messages-Waiting: the lamp
    std::string account;   ///< Message-Account: whom to call for them; may be empty
    int newVoice = 0;
    int oldVoice = 0;

    /// What is not understood is left out; without Messages-Waiting the lamp is off.
    [[nodiscard]] static MessageSummary parse(std::string_view body);
    friend bool operator==(const MessageSummary&, const MessageSummary&) = default;
};

}  // namespace sidetone::sip
