// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/searchMessages.h"

#include <limits>

#include "store/completeMessages.h"
#include "store/indexMessages.h"
#include "store/messageRows.h"

namespace sidetone::store {
namespace {

/// Control characters that XML forbids, so that no message from outside has them.
constexpr char beginMark = '\x02';
constexpr char endMark = '\x03';

/// Each word in quotes, so that no sign of FTS5's language keeps its meaning.
std::string wordsOf(const std::string& text) {
    std::string expression;
    bool isInWord = false;
    for (const char sign : text) {
        const auto byte = static_cast<unsigned char>(sign);
        if (byte <= ' ') {
            if (isInWord) expression += "\"*";
            isInWord = false;
            continue;
        }
        if (!isInWord) expression += " \"";
        isInWord = true;
        expression += sign;
        if (sign == '"') expression += sign;
    }
    if (isInWord) expression += "\"*";
    return expression;
}

std::vector<MatchRange> rangesOf(const std::string& marked) {
    std::vector<MatchRange> ranges;
    std::size_t position = 0;
    for (const char sign : marked) {
        if (sign == beginMark) {
            ranges.push_back({position, 0});
        } else if (sign == endMark) {
            if (!ranges.empty()) ranges.back().length = position - ranges.back().begin;
        } else {
            ++position;
        }
    }
    return ranges;
}

/// The conversation's word is in the index, so that a search in one chat reads no other's.
core::Result<std::string> expressionOf(Database& database, const SearchQuery& query) {
    const auto words = wordsOf(query.text);
    if (words.empty()) return std::string();
    auto expression = "body : (" + words + ")";
    if (!query.peer) return expression;
    auto id = database.number("SELECT id FROM conversations WHERE peer = ?", {query.peer->text()});
    if (!id) return id.error();
    if (*id == 0) return std::string();
    return expression + " AND conversation : \"\xEE\x80\x80" + std::to_string(*id) + "\"";
}

core::Result<std::int64_t> momentBefore(Database& database, std::int64_t id) {
    if (id == 0) return std::numeric_limits<std::int64_t>::max();
    return database.number("SELECT moment FROM messages WHERE id = ?", {id});
}

}  // namespace

core::Result<std::vector<FoundText>> searchMessages(Database& database, const SearchQuery& query) {
    std::vector<FoundText> found;
    auto expression = expressionOf(database, query);
    if (!expression) return expression.error();
    auto before = momentBefore(database, query.beforeId);
    if (!before) return before.error();
    if (expression->empty()) return found;
    if (auto indexed = indexMessages(database); !indexed) return indexed.error();
    auto hits = database.query(
        "SELECT rowid, highlight(messages_text, 0, char(2), char(3)) FROM messages_text"
        " WHERE messages_text MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?",
        {*expression, *before, std::int64_t(query.limit)});
    if (!hits) return hits.error();
    std::vector<StoredMessage> messages;
    for (const auto& hit : *hits) {
        auto rows = database.query("SELECT " SIDETONE_MESSAGE_COLUMNS "WHERE m.moment = ?",
                                   {hit.number(0)});
        if (!rows) return rows.error();
        if (rows->empty()) continue;
        messages.push_back(messageOf(rows->front()));
        found.push_back({{}, rangesOf(hit.text(1))});
    }
    if (auto done = completeMessages(database, messages); !done) return done.error();
    for (std::size_t i = 0; i < found.size(); ++i) found[i].message = std::move(messages[i]);
    return found;
}

}  // namespace sidetone::store
