// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/Address.h"
#include "core/Clock.h"
#include "core/Task.h"

namespace sidetone::store {

class Store;

/// One message of a chat that is to be saved elsewhere.
struct ChatLine {
    core::WallTime time;
    std::string sender;  ///< a name
    std::string body;
};

/// A chat that was closed and waits to be saved elsewhere (MSG-05).
struct ChatToSave {
    std::int64_t id = 0;
    std::string key;  ///< unique in the world, the same at every try
    core::Address peer;
    std::string name;
    int leftOut = 0;              ///< encrypted messages that are not among the lines
    bool isTried = false;         ///< it was handed over once: whether it arrived is not known
    std::vector<ChatLine> lines;  ///< oldest first
};

/// What closes a chat.
struct ChatClosing {
    core::Address peer;
    std::string peerName;
    std::string ownName;
    std::string key;  ///< for ChatToSave::key
    bool takesEncrypted = false;
};

/// What is known of the chats with one person.
struct SavedChatState {
    int waiting = 0;                      ///< closed, not saved yet
    std::optional<core::WallTime> saved;  ///< when one was saved last
};

/// The queue of closed chats. What a chat consisted of is copied when it is closed, so that
/// neither the rules of the history nor a later correction change what is saved. Protocol thread.
class ChatsToSave {
public:
    explicit ChatsToSave(Store& store) : store_(store) {}

    /// From now on what is said belongs to a chat. Nothing where that was so before.
    [[nodiscard]] core::Task<void> begin(core::WallTime now);
    /// What is said from now on belongs to none, until begin().
    [[nodiscard]] core::Task<void> pause();
    /// Ends the chat: what was said since it was closed last is put into the queue. How many
    /// messages; 0: nothing was said, and nothing is queued.
    [[nodiscard]] core::Task<int> close(ChatClosing closing);
    /// People with whom something was said since their chat was closed, the last word not later
    /// than `before`.
    [[nodiscard]] core::Task<std::vector<core::Address>> quiet(core::WallTime before);

    /// The oldest of the queue.
    [[nodiscard]] core::Task<std::optional<ChatToSave>> next();
    [[nodiscard]] core::Task<int> count();
    [[nodiscard]] core::Task<void> markTried(std::int64_t id);
    /// Takes it out of the queue.
    [[nodiscard]] core::Task<void> markSaved(std::int64_t id, core::WallTime now);
    [[nodiscard]] core::Task<SavedChatState> state(const core::Address& peer);

    /// The person removed it from this computer: it is not saved any more.
    [[nodiscard]] core::Task<void> removeMessage(std::int64_t message);
    [[nodiscard]] core::Task<void> removeConversation(const core::Address& peer);
    [[nodiscard]] core::Task<void> removeAll();

private:
    Store& store_;
};

}  // namespace sidetone::store
