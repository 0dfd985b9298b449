// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "sip/call/InviteSession.h"
#include "telephony/CallControl.h"

namespace sidetone::telephony {

/// A call's end for a person.
struct EndText {
    CallEnd end = CallEnd::None;
    std::string sentence;  ///< empty where nothing needs to be said
};

/// What a session's end means. `answered`: there was a conversation.
[[nodiscard]] EndText describeEnd(const sip::SessionEnd& end, const Call& call);

}  // namespace sidetone::telephony
