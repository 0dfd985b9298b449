// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/Task.h"
#include "store/StoredMessage.h"

namespace sidetone::store {

class Store;

/// How the sender's id may be used to recognise a copy (XEP-0359 1.0, Security Considerations).
enum class SenderId {
    Unique,     ///< it came as <origin-id/>, or is ours: unique among the sender's messages
    Arbitrary,  ///< a stanza's id alone: many clients count 1, 2, 3 in each session
};

/// A message to be added, and what is to be noted with it in the same transaction.
struct Addition {
    StoredMessage message;  ///< its id is ignored
    SenderId senderId = SenderId::Arbitrary;
    /// Where not empty: all that the server's archive holds up to this id is stored once this is.
    /// Counts only where the message is new: a copy must not move the position back.
    std::string archivePosition;
};

/// What became of an Addition.
struct Added {
    StoredMessage message;  ///< as it lies in the store now
    /// False: it was there already. Then the copy may still have brought its archive id or told
    /// that the server has it; `isChanged` says so.
    bool isNew = true;
    bool isChanged = false;
    int unread = 0;  ///< of the conversation, afterwards
};

/// Messages, conversations with their unread counters, and the outbox (outgoing messages that
/// the server has not acknowledged). Every task settles after the commit, with
/// synchronous=FULL: what it reports survives kill -9 and a power cut. Errors: see Store.
/// Protocol thread.
class History {
public:
    explicit History(Store& store) : store_(store) {}

    /// Adds a message unless it is there. Copies are recognised by the archive id in the same
    /// conversation; outgoing ones also by their stanza id; incoming ones also by a unique
    /// sender id together with the same body. Never by an arbitrary sender id: that swallows
    /// honest messages.
    [[nodiscard]] core::Task<Added> add(Addition addition);
    /// Several in one transaction: a page of the archive.
    [[nodiscard]] core::Task<std::vector<Added>> addAll(std::vector<Addition> additions);

    /// The newest `limit` messages of the conversation before that id (0: the very newest),
    /// oldest first, by time, then by id.
    [[nodiscard]] core::Task<std::vector<StoredMessage>> page(const core::Address& peer,
                                                              std::int64_t beforeId, int limit);
    [[nodiscard]] core::Task<std::optional<StoredMessage>> byId(std::int64_t id);

    /// An outgoing message got further. Only forward: a late Sent does not undo Delivered, and
    /// Failed changes only what is Queued or Sent. Empty where nothing changed or it is unknown.
    [[nodiscard]] core::Task<std::optional<StoredMessage>> advance(const core::Address& peer,
                                                                   const std::string& stanzaId,
                                                                   Delivery delivery,
                                                                   const std::string& failure = {});
    /// The person asks to send a Failed message again: it becomes Queued.
    [[nodiscard]] core::Task<std::optional<StoredMessage>> requeue(std::int64_t id);

    /// Outgoing messages that are Queued, in the order of their making.
    [[nodiscard]] core::Task<std::vector<StoredMessage>> outbox();
    /// Outgoing messages that are in doubt (StoredMessage::isInDoubt) and whose peer has
    /// answered receipts before, oldest first.
    [[nodiscard]] core::Task<std::vector<StoredMessage>> inDoubt();
    /// Ends the doubt about a message.
    [[nodiscard]] core::Task<void> clearDoubt(std::int64_t id);

    /// Newest first.
    [[nodiscard]] core::Task<std::vector<StoredConversation>> conversations();
    /// Marks all as read; gives how many were not, and the newest incoming one's stanza id.
    struct MarkedRead {
        int count = 0;
        std::string newestStanzaId;
    };
    [[nodiscard]] core::Task<MarkedRead> markRead(const core::Address& peer);

    /// The archive id up to which all of the server's archive is here; empty where never asked.
    [[nodiscard]] core::Task<std::string> archivePosition();
    [[nodiscard]] core::Task<void> setArchivePosition(const std::string& archiveId);
    /// When the newest message of all was; empty where there is none.
    [[nodiscard]] core::Task<std::optional<core::WallTime>> newestTime();

private:
    Store& store_;
};

}  // namespace sidetone::store
