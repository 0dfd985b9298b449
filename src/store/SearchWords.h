// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct sqlite3;

namespace sidetone::store {

/// Teaches a connection how texts are cut into words for the search, as the tokenizer "sidetone"
/// of FTS5 (sqlite.org/fts5.html, 7). As unicode61 does it, without marks on letters; but signs of
/// scripts without spaces (Chinese, Japanese, Thai and its neighbours) and smileys are words of
/// their own, so that a part of such a text is found as a row of words. False: SQLite has no FTS5.
[[nodiscard]] bool installSearchWords(sqlite3* connection);

}  // namespace sidetone::store
