// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/Task.h"
#include "store/Changes.h"
#include "store/StoredMessage.h"

namespace sidetone::store {

class Database;
class Store;

/// What is written in the same transaction as the message that the store knows by this id. Runs on
/// the store's thread, perhaps twice.
using Companion = std::function<core::Status(Database&, std::int64_t message)>;

/// How the sender's id may be used to recognise a copy (XEP-0359 1.0, Security Considerations).
enum class SenderId {
    Unique,     ///< it came as <origin-id/>, or is ours: unique among the sender's messages
    Arbitrary,  ///< a stanza's id alone: many clients count 1, 2, 3 in each session
};

/// Which archive Addition::archivePosition belongs to.
enum class ArchiveOf {
    Account,       ///< the person's own
    Conversation,  ///< the room's
};

/// A message to be added, and what is to be noted with it in the same transaction.
struct Addition {
    StoredMessage message;  ///< its id and reactions are ignored; its attachment is kept with it
    SenderId senderId = SenderId::Arbitrary;
    /// Where not empty: all that the server's archive holds up to this id is stored once this is.
    /// Counts only where the message is new: a copy must not move the position back.
    std::string archivePosition;
    ArchiveOf archiveOf = ArchiveOf::Account;
    /// Where set: it is sorted at this time if its own is later. For what is older than all that
    /// is here, as archives give times in whole seconds.
    std::optional<core::WallTime> notAfter{};
    /// Of a conversation that this message begins.
    ConversationKind conversationKind = ConversationKind::Person;
    /// An incoming one, unless we sent the same words with that stanza id there: then a copy of
    /// that.
    bool isOursIfHere = false;
    Companion with;  ///< may be empty; runs for a copy as well, with the id of what is here
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

/// An outgoing message to a person that the server acknowledged and no device confirmed.
struct Unconfirmed {
    StoredMessage message;
    bool isPassed = false;  ///< a later one to the same person was confirmed
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
    /// About `limit` messages of its conversation with that one in their middle, oldest first;
    /// empty where there is none of that id.
    [[nodiscard]] core::Task<std::vector<StoredMessage>> around(std::int64_t id, int limit);
    [[nodiscard]] core::Task<std::optional<StoredMessage>> byId(std::int64_t id);
    /// What a reply, a reaction or a marker means: the newest message of the conversation with that
    /// stanza id; in a room with that archive id.
    [[nodiscard]] core::Task<std::optional<StoredMessage>> find(const core::Address& peer,
                                                                const std::string& target);

    /// The message as it is now; empty where nothing changed, or where its original is not here:
    /// then the correction is kept and applied when that comes.
    [[nodiscard]] core::Task<std::optional<StoredMessage>> correct(Correction correction);
    /// As correct(). An older change than the one that counts changes nothing.
    [[nodiscard]] core::Task<std::optional<StoredMessage>> react(ReactionChange change);
    /// Replaces what is known of a message's file; empty where there is no such message. Each call
    /// is a commit: call it when the state, the path or the failure changes; progress (which
    /// belongs to the running program) at most once in ten seconds, so that a restart knows about
    /// where it stopped.
    [[nodiscard]] core::Task<std::optional<StoredMessage>> updateAttachment(
        std::int64_t id, StoredAttachment attachment);

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

    /// What this program sent to people since then, the server acknowledged, and no device of
    /// theirs confirmed; oldest first, 500 at most.
    [[nodiscard]] core::Task<std::vector<Unconfirmed>> unconfirmed(core::WallTime since);

    /// Newest first.
    [[nodiscard]] core::Task<std::vector<StoredConversation>> conversations();
    [[nodiscard]] core::Task<std::optional<StoredConversation>> conversation(
        const core::Address& peer);
    /// Makes the conversation where it is not there. An empty title leaves the one it has.
    [[nodiscard]] core::Task<void> describe(const core::Address& peer, ConversationKind kind,
                                            const std::string& title);
    /// Makes the conversation where it is not there.
    [[nodiscard]] core::Task<void> setMuted(const core::Address& peer, bool isMuted);
    /// Marks all as read; gives how many were not, and the newest incoming one's stanza id.
    struct MarkedRead {
        int count = 0;
        std::string newestStanzaId;
        std::string newestArchiveId;
        int unread = 0;  ///< what is left
    };
    [[nodiscard]] core::Task<MarkedRead> markRead(const core::Address& peer);
    /// The same up to the message with that stanza id or archive id; nothing where it is not here.
    [[nodiscard]] core::Task<MarkedRead> markReadUpTo(const core::Address& peer,
                                                      const std::string& target);

    /// The archive id up to which all of the server's archive is here; empty where never asked.
    [[nodiscard]] core::Task<std::string> archivePosition();
    [[nodiscard]] core::Task<void> setArchivePosition(const std::string& archiveId);
    /// The same of a room's archive.
    [[nodiscard]] core::Task<std::string> archivePosition(const core::Address& peer);
    [[nodiscard]] core::Task<void> setArchivePosition(const core::Address& peer,
                                                      const std::string& archiveId);
    /// The archive id of the oldest message there that has one: what is older begins before it.
    [[nodiscard]] core::Task<std::string> oldestArchiveId(const core::Address& peer);
    /// The oldest message there.
    [[nodiscard]] core::Task<std::optional<StoredMessage>> oldest(const core::Address& peer);

    /// Newest first. Words are compared without case and without marks on letters; in scripts
    /// without spaces and for smileys every sign is a word. Whatever is typed, it is words: there
    /// is no query language. No word: no result.
    [[nodiscard]] core::Task<std::vector<FoundText>> search(SearchQuery query);

    /// From this disk for good: no page of the file, its log or the search table holds the text
    /// any more. False where there is none of that id.
    [[nodiscard]] core::Task<bool> remove(std::int64_t id);
    /// With its draft; how many messages. Kept: that it is a room, its title, whether it is muted,
    /// and its archive's position, so that nothing of it is fetched again.
    [[nodiscard]] core::Task<int> removeConversation(const core::Address& peer);
    [[nodiscard]] core::Task<int> removeAll();

    /// When the newest message of all was; empty where there is none.
    [[nodiscard]] core::Task<std::optional<core::WallTime>> newestTime();

private:
    Store& store_;
};

}  // namespace sidetone::store
