// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "core/Error.h"
#include "messaging/Message.h"

namespace sidetone::messaging {

/// What the parts of this room tell the outside; Messaging turns it into its signals. All are
/// set before the first part is made.
struct Reports {
    std::function<void(const Message&)> added;
    std::function<void(const Message&)> changed;
    std::function<void(const core::Address&, int)> unread;
    std::function<void(const core::Address&, ChatState)> chatState;
    std::function<void(const core::Error&)> storageFailed;
};

}  // namespace sidetone::messaging
