// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/completeMessages.h"

#include "store/messageRows.h"

namespace sidetone::store {
namespace {

std::string jsonOf(const std::vector<StoredMessage>& messages) {
    std::string json = "[";
    for (const auto& message : messages) {
        if (json.size() > 1) json += ',';
        json += std::to_string(message.id);
    }
    return json + "]";
}

StoredAttachment attachmentOf(const Row& row) {
    StoredAttachment attachment;
    attachment.name = row.text(1);
    attachment.mediaType = row.text(2);
    attachment.size = row.number(3);
    attachment.state = static_cast<TransferState>(row.number(4));
    attachment.transferred = row.number(5);
    attachment.path = row.text(6);
    attachment.url = row.text(7);
    attachment.hash = row.text(8);
    attachment.failure = row.text(9);
    attachment.width = int(row.number(10));
    attachment.height = int(row.number(11));
    return attachment;
}

}  // namespace

core::Status completeMessages(Database& database, std::vector<StoredMessage>& messages) {
    if (messages.empty()) return {};
    std::unordered_map<std::int64_t, StoredMessage*> byId;
    for (auto& message : messages) byId.emplace(message.id, &message);
    const auto ids = jsonOf(messages);
    auto reactions = database.query(
        "SELECT message, sender, emojis FROM reactions"
        " WHERE message IN (SELECT value FROM json_each(?)) AND emojis <> ''"
        " ORDER BY message, time, sender",
        {ids});
    if (!reactions) return reactions.error();
    for (const auto& row : *reactions) {
        byId.at(row.number(0))->reactions.push_back({row.text(1), row.text(2)});
    }
    auto attachments = database.query(
        "SELECT message, name, media_type, size, state, transferred, path, url, hash, failure,"
        " width, height FROM attachments WHERE message IN (SELECT value FROM json_each(?))",
        {ids});
    if (!attachments) return attachments.error();
    for (const auto& row : *attachments) byId.at(row.number(0))->attachment = attachmentOf(row);
    return {};
}

core::Result<std::vector<StoredMessage>> completeMessagesOf(Database& database,
                                                            const std::vector<Row>& rows) {
    auto messages = messagesOf(rows);
    if (auto done = completeMessages(database, messages); !done) return done.error();
    return messages;
}

core::Status writeAttachment(Database& database, std::int64_t message,
                             const StoredAttachment& attachment) {
    auto written = database.execute(
        "INSERT OR REPLACE INTO attachments(message, name, media_type, size, state, transferred,"
        " path, url, hash, failure, width, height) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
        {message, attachment.name, attachment.mediaType, attachment.size,
         std::int64_t(attachment.state), attachment.transferred, attachment.path, attachment.url,
         attachment.hash, attachment.failure, std::int64_t(attachment.width),
         std::int64_t(attachment.height)});
    if (!written) return written.error();
    return {};
}

}  // namespace sidetone::store
