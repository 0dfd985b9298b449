// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/Result.h"
#include "core/XmlElement.h"
#include "store/History.h"
#include "store/StoredMessage.h"
#include "xmpp/ChatMessage.h"

namespace sidetone::messaging {

/// An incoming message after the guard has looked at it.
struct Opened {
    enum class Verdict {
        Keep,  ///< go on with `message`
        Drop,  ///< nothing to show or store: a copy of what is here, or of no meaning to a person
    };
    Verdict verdict = Verdict::Keep;
    xmpp::ChatMessage message;  ///< with the text in clear; where it has none, the reason in words
    store::MessageKind kind = store::MessageKind::Text;
    store::Protection protection = store::Protection::None;
    std::string fingerprint;  ///< of the device that encrypted it
    /// Belongs into the transaction that stores the message, see store::Addition::with; where the
    /// message is not stored, it is given back by MessageGuard::commit().
    store::Companion with;
};

/// Stands between the conversations and the wire: seals what goes out and opens what comes in
/// (live, copies of other devices, pages of the archive, rooms). Where there is none, everything
/// passes as it is. Protocol thread; callbacks come once, perhaps from inside the call, and not
/// at all after the guard has ended.
class MessageGuard {
public:
    virtual ~MessageGuard() = default;

    using Sealed = std::function<void(core::Result<core::XmlElement>)>;
    /// The stanza to send for a message that the store knows as `id` (0: it is not stored). Calls
    /// back in the order of the calls for each conversation. Whatever the protection needs is on
    /// disk by then. Unavailable: try again in the next session; any other error is for the
    /// person, and the message is not to be sent.
    virtual void seal(const xmpp::ChatMessage& message, std::int64_t id, Sealed done) = 0;

    /// Whether open() has anything to do with it. Cheap.
    [[nodiscard]] virtual bool concerns(const xmpp::ChatMessage& message) const = 0;
    using Opening = std::function<void(Opened)>;
    virtual void open(xmpp::ChatMessage message, store::Origin origin, Opening done) = 0;
    /// What was opened is not stored as a message; its companion is written now.
    virtual void commit(store::Companion with) = 0;
};

}  // namespace sidetone::messaging
