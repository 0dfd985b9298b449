// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/Task.h"
#include "store/StoredMessage.h"

namespace sidetone::store {

class Store;

/// One message on its way to the history of another device of the same person.
struct MovedMessage {
    StoredMessage message;  ///< ids mean nothing on the other device, and a file's path is left out
    bool isUnique = false;  ///< its stanza id: see SenderId
    std::int64_t edited = 0;  ///< when its last correction was said, milliseconds since 1970
    ConversationKind conversationKind = ConversationKind::Person;
    std::string title;  ///< of the conversation
};

struct MovedPage {
    std::vector<MovedMessage> messages;
    std::int64_t last = 0;  ///< where the next page begins
    bool isEnd = false;
};

/// How many there are to be moved: all but what was not sent yet and what could not be read.
[[nodiscard]] core::Task<int> countMoved(Store& store);
/// The next ones behind that id, in the order in which they came here.
[[nodiscard]] core::Task<MovedPage> readMoved(Store& store, std::int64_t after, int limit);
/// Adds what is not here, in one transaction, and fills in what stands here unreadable; gives how
/// many were new or filled in. Copies are recognised as by History::add, whichever came first, the
/// other device's or the server's archive's.
[[nodiscard]] core::Task<int> takeMoved(Store& store, std::vector<MovedMessage> messages);

}  // namespace sidetone::store
