// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/Address.h"
#include "core/Clock.h"
#include "store/StoredMessage.h"

namespace sidetone::store {

/// Another text in place of a message's (XEP-0308 1.2). The original is the newest message of the
/// conversation with that stanza id that has the same direction and, in rooms, the same sender:
/// nobody corrects another person's words.
struct Correction {
    core::Address peer;
    Direction direction = Direction::In;
    std::string stanzaId;    ///< of the original: the correction's "replace" id
    std::string sender;      ///< in rooms: the name there
    std::string occupantId;  ///< in rooms: XEP-0421; where both have one, it counts and no name
    std::string body;
    Protection protection = Protection::None;
    std::string fingerprint;
    bool mentionsUs = false;
    core::WallTime time;  ///< the newest correction counts, in whatever order they come
};

/// All reactions of one person to a message from now on (XEP-0444 0.2).
struct ReactionChange {
    core::Address peer;
    std::string target;  ///< stanza id; in a room's conversation the archive id
    std::string sender;  ///< the address of a person, the name in a room
    std::string emojis;  ///< separated by spaces; empty: takes all back
    core::WallTime time;
};

/// What of the history's messages is looked for.
struct SearchQuery {
    std::string text;  ///< words, each of which may be the beginning of one; all must be there
    std::optional<core::Address> peer;
    std::int64_t beforeId = 0;  ///< the next page: before this message; 0: the newest
    int limit = 50;
};

/// A part of a body, in bytes of its UTF-8.
struct MatchRange {
    std::size_t begin = 0;
    std::size_t length = 0;

    friend bool operator==(const MatchRange&, const MatchRange&) = default;
};

struct FoundText {
    StoredMessage message;
    std::vector<MatchRange> ranges;  ///< rising, none overlaps another
};

}  // namespace sidetone::store
