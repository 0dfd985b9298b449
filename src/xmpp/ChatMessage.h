// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/Clock.h"
#include "core/Error.h"
#include "core/XmlElement.h"
#include "xmpp/Jid.h"
#include "xmpp/extensions/ChatStates.h"
#include "xmpp/extensions/Fallback.h"
#include "xmpp/extensions/Hints.h"
#include "xmpp/extensions/Reactions.h"
#include "xmpp/extensions/Replies.h"
#include "xmpp/extensions/SecurityLabels.h"
#include "xmpp/extensions/SharedFile.h"

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
    std::string id;        ///< of the stanza; receipts and errors name it
    std::string originId;  ///< the sender's own id (XEP-0359); written equal to `id`
    /// The id in the archive: stanza-id by our own account, in a group chat by the room; else
    /// empty.
    std::string archiveId;
    std::string body;     ///< empty: a message without text
    std::string subject;  ///< what the conversation is about
    std::string thread;
    std::optional<ChatState> chatState;
    bool receiptRequested = false;         ///< XEP-0184
    std::string receiptFor;                ///< the id whose receipt this is
    bool markable = false;                 ///< XEP-0333: the sender wants to know when it is seen
    std::string displayedFor;              ///< the id that a person saw
    std::string replaces;                  ///< the id whose text this one takes the place of
    std::optional<Reply> reply;            ///< XEP-0461
    std::optional<Reactions> reactions;    ///< XEP-0444
    std::vector<FallbackRange> fallbacks;  ///< parts of `body` for others' sake; read only
    std::string richText;     ///< `body` with marks, from its formatted form (XEP-0071); read only
    bool isUnstyled = false;  ///< XEP-0393 6: the marks in the text are just signs
    std::optional<SecurityLabel> label;  ///< XEP-0258
    Hints hints;                         ///< XEP-0334
    std::optional<SharedFile> file;      ///< on a server; not beside something sealed
    std::optional<core::WallTime> sent;  ///< XEP-0203, where it came late
    CarbonKind carbon = CarbonKind::None;
    /// The message stanza itself where it holds something encrypted end to end, else null; `body`
    /// is then what its sender's program tells programs that cannot read it.
    std::shared_ptr<const core::XmlElement> sealed;
    /// It went through a room and names nobody else but an occupant: with the room's own mark
    /// (XEP-0045 7.5). Not set where a room does not mark.
    bool isMarkedByRoom = false;
    std::string occupantId;  ///< XEP-0421, in a group chat; read only
    /// Who that was, by the word of the room's archive (XEP-0313 5); read only.
    core::Address occupantAddress;
    std::optional<core::Error> error;  ///< for MessageKind::Error: what the answer was

    /// Reads a message stanza. `self` is the session's own address: a carbon counts only from its
    /// bare form, and so does a stanza-id, because anybody can write them (XEP-0280 11, XEP-0359
    /// 5). Empty where it is a carbon that somebody else made up, or no message.
    static std::optional<ChatMessage> read(const core::XmlElement& stanza, const Jid& self);
    /// The stanza to send; `from`, `archiveId`, `sent`, `carbon`, `error` are not written.
    [[nodiscard]] core::XmlElement toStanza() const;
    /// What a person reads: the body without what only stands for other elements; with the marks
    /// of its formatted form, where that says the same. Ask after a sealed one was opened.
    [[nodiscard]] std::string text() const;
    /// Whose conversation it belongs to: the other side, whichever of our devices it came by.
    /// An empty Address where that is no person.
    [[nodiscard]] core::Address peer(const Jid& self) const;
    /// True where we sent it, from here or from another device.
    [[nodiscard]] bool isFrom(const Jid& self) const { return from.bare() == self.bare(); }
};

}  // namespace sidetone::xmpp
