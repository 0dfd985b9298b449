// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "messaging/Message.h"
#include "store/StoredMessage.h"

namespace sidetone::messaging {

/// One text with blanks between, as the store keeps reactions.
[[nodiscard]] std::string joined(const std::vector<std::string>& emojis);

/// All people's reactions by emoji, in the order of their first. Senders are as they are stored.
[[nodiscard]] std::vector<Reaction> gathered(const std::vector<store::StoredReactions>& stored);

}  // namespace sidetone::messaging
