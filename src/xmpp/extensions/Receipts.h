// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/XmlElement.h"

namespace sidetone::xmpp {

struct ChatMessage;

/// True where the sender wants to know that the message arrived (XEP-0184). Never for a receipt
/// itself or a message without an id (5.3, 5.5).
[[nodiscard]] bool asksForReceipt(const core::XmlElement& message);
/// The id of the message whose arrival this one tells; empty where it tells none.
[[nodiscard]] std::string receiptIn(const core::XmlElement& message);
/// The element that asks.
[[nodiscard]] core::XmlElement receiptRequest();
/// The element that tells.
[[nodiscard]] core::XmlElement receiptElement(const std::string& id);
/// The receipt for a message, to the device that it came from. Empty where none is due: not
/// asked for, or the message is a copy, late from the archive, an error or one of a room. Whether
/// the sender may know that we are here (a contact may, a stranger not) is the caller's to decide.
[[nodiscard]] std::optional<ChatMessage> receiptFor(const ChatMessage& message,
                                                    const std::string& newId);

}  // namespace sidetone::xmpp
