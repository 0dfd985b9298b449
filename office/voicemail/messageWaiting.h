// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "office/supervisor/Layout.h"
#include "office/userstore/User.h"
#include "office/voicemail/Mailbox.h"

namespace sidetone::office {

/// Has the call server light the lamp of a person's phones, or put it out (RFC 3842), as their box
/// is now. Waits a second at most.
[[nodiscard]] core::Status tellMessageWaiting(const Layout& layout, const User& owner,
                                              const Mailbox& box);

}  // namespace sidetone::office
