// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/XmlElement.h"

namespace sidetone::xmpp {

/// What the other side is doing in a conversation (XEP-0085).
enum class ChatState { Active, Composing, Paused, Inactive, Gone };

/// The state that a message carries.
[[nodiscard]] std::optional<ChatState> readChatState(const core::XmlElement& message);
/// The element that says it.
[[nodiscard]] core::XmlElement chatStateElement(ChatState state);

}  // namespace sidetone::xmpp
