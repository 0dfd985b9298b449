// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>

namespace sidetone::directory {

/// One card of a server, as it was when its tag was this one (RFC 6352 5.1).
struct CopiedCard {
    std::string href;  ///< as the server writes it
    std::string tag;
    std::shared_ptr<const std::string> text;  ///< a vCard; null where the server did not give it

    /// The same text is the same one in memory: comparing costs nothing.
    friend bool operator==(const CopiedCard&, const CopiedCard&) = default;
};

/// Our copy of an address book on a server.
struct CopiedBook {
    std::string url;
    std::string name;       ///< as people called it; may be empty
    std::string syncToken;  ///< empty: the server knows none (RFC 6578)
    /// More than is copied: it is asked for each search instead, and `cards` is empty.
    bool isTooLarge = false;
    std::map<std::string, CopiedCard> cards;  ///< by the href's path, not encoded

    friend bool operator==(const CopiedBook&, const CopiedBook&) = default;
};

/// What is copied of one address book at most.
struct CopyLimits {
    std::size_t cards = 20'000;
    std::size_t bytes = 64U << 20U;
    std::size_t cardsAtOnce = 50;  ///< in one question
    int pages = 200;               ///< of one list of changes (RFC 6578 3.6)
};

}  // namespace sidetone::directory
