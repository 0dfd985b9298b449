// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"

namespace sidetone::directory {

/// What a server says of one resource (RFC 4918 14.24). What it does not say is empty.
struct DavResource {
    std::string href;  ///< as it was written: a path or a whole URL
    int status = 0;    ///< of the resource itself; 0: it has properties
    bool isBook = false;
    std::string name;
    std::string principal;           ///< RFC 5397
    std::vector<std::string> homes;  ///< addressbook-home-set (RFC 6352 7.1.1)
    std::string tag;                 ///< getetag
    std::optional<std::string> card;
};

struct DavAnswer {
    std::vector<DavResource> resources;
    std::string syncToken;  ///< RFC 6578 6.4
};

// The documents that are asked with. Names of the RFCs' reports stand behind each.

/// Who we are, where our address books are, and whether this is one (PROPFIND, depth 0).
[[nodiscard]] std::string askWhere();
/// What lies in the home (PROPFIND, depth 1).
[[nodiscard]] std::string askBooks();
/// The tags of all cards (PROPFIND, depth 1).
[[nodiscard]] std::string askTags();
/// What changed since the token; everything where it is empty (sync-collection, RFC 6578 3.2).
[[nodiscard]] std::string askChanges(const std::string& syncToken);
/// These cards (addressbook-multiget, RFC 6352 8.7).
[[nodiscard]] std::string askCards(const std::vector<std::string>& hrefs);
/// Cards with the text in a name, a mail address, a number or an address for messages
/// (addressbook-query, RFC 6352 8.6).
[[nodiscard]] std::string askSearch(const std::string& text, int limit);

/// Reads a multistatus. Properties whose status is not 2xx count as not said. BadAnswer where it
/// is something else.
[[nodiscard]] core::Result<DavAnswer> readMultistatus(std::string_view body);
/// The first condition of a DAV:error (RFC 4918 16): "valid-sync-token"; empty where there is none.
[[nodiscard]] std::string conditionOf(std::string_view body);

}  // namespace sidetone::directory
