// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/Clock.h"
#include "core/Error.h"
#include "core/XmlElement.h"
#include "xmpp/Jid.h"
#include "xmpp/extensions/ChatStates.h"

namespace sidetone::xmpp {

/// The `type` of a message (RFC 6121 5.2.2).
enum class MessageKind { Normal, Chat, Headline, GroupChat, Error };

/// How a message came here: itself, or as a copy of what another device got or sent (XEP-0280).
enum class CarbonKind { None, Received, Sent };

/// Everything that we read from and write to a message of a one-to-one conversation, as a value.
struct ChatMessage {
    MessageKind kind = MessageKind::Chat;
    Jid from;
    Jid to;
    std::string id;         ///< of the stanza; receipts and errors name it
    std::string originId;   ///< the sender's own id (XEP-0359); written equal to `id`
    std::string archiveId;  ///< the id in our archive: stanza-id by our own account, else empty
    std::string body;       ///< empty: a message without text
    std::string thread;
    std::optional<ChatState> chatState;
    bool receiptRequested = false;       ///< XEP-0184
    std::string receiptFor;              ///< the id whose receipt this is
    bool markable = false;               ///< XEP-0333, read only
    std::string displayedFor;            ///< the id that a person saw, read only
    std::string replaces;                ///< XEP-0308, read only
    std::optional<core::WallTime> sent;  ///< XEP-0203, where it came late
    CarbonKind carbon = CarbonKind::None;
    std::optional<core::Error> error;  ///< for MessageKind::Error: what the answer was

    /// Reads a message stanza. `self` is the session's own address: a carbon counts only from its
    /// bare form, and so does a stanza-id, because anybody can write them (XEP-0280 11, XEP-0359
    /// 5). Empty where it is a carbon that somebody else made up, or no message.
    static std::optional<ChatMessage> read(const core::XmlElement& stanza, const Jid& self);
    /// The stanza to send; `from`, `archiveId`, `sent`, `carbon`, `error` are not written.
    [[nodiscard]] core::XmlElement toStanza() const;
    /// Whose conversation it belongs to: the other side, whichever of our devices it came by.
    /// An empty Address where that is no person.
    [[nodiscard]] core::Address peer(const Jid& self) const;
    /// True where we sent it, from here or from another device.
    [[nodiscard]] bool isFrom(const Jid& self) const { return from.bare() == self.bare(); }
};

}  // namespace sidetone::xmpp
