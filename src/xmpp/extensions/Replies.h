// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/XmlElement.h"
#include "xmpp/Jid.h"

namespace sidetone::xmpp {

/// Which message another one answers (XEP-0461 0.2.1).
struct Reply {
    std::string id;     ///< of the answered one: the sender's; in a room the room's
    Jid to;             ///< who wrote that; may be empty
    std::string quote;  ///< written only: its text, for programs that do not know replies
};

[[nodiscard]] std::optional<Reply> replyIn(const core::XmlElement& message);
[[nodiscard]] core::XmlElement replyElement(const Reply& reply);
/// The quoted text as it goes in front of an answer's body: "> " before each line, at most 300
/// bytes of it; empty where there is no quote.
[[nodiscard]] std::string quotedText(const Reply& reply);

}  // namespace sidetone::xmpp
