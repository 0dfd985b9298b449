// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/messageRows.h"

#include "store/completeMessages.h"

namespace sidetone::store {

std::int64_t toNumber(core::WallTime time) {
    return time.time_since_epoch().count();
}

core::WallTime toTime(std::int64_t number) {
    return core::WallTime(core::Milliseconds(number));
}

core::Address toAddress(const std::string& text) {
    return core::Address::parse(text).value_or(core::Address());
}

StoredMessage messageOf(const Row& row) {
    StoredMessage message;
    message.id = row.number(0);
    message.peer = toAddress(row.text(1));
    message.direction = static_cast<Direction>(row.number(2));
    message.body = row.text(3);
    message.time = toTime(row.number(4));
    message.delivery = static_cast<Delivery>(row.number(5));
    message.origin = static_cast<Origin>(row.number(6));
    message.stanzaId = row.text(7);
    message.archiveId = row.text(8);
    message.failure = row.text(9);
    message.isRead = row.flag(10);
    message.isInDoubt = row.flag(11);
    message.kind = static_cast<MessageKind>(row.number(12));
    message.sender = row.text(13);
    message.senderAddress = row.text(14);
    message.occupantId = row.text(15);
    message.subject = row.text(16);
    message.replyTo = row.text(17);
    message.isEdited = row.flag(18);
    message.mentionsUs = row.flag(19);
    message.protection = static_cast<Protection>(row.number(20));
    message.fingerprint = row.text(21);
    message.repliesTo = row.number(22);
    return message;
}

std::vector<StoredMessage> messagesOf(const std::vector<Row>& rows) {
    std::vector<StoredMessage> messages;
    messages.reserve(rows.size());
    for (const auto& row : rows) messages.push_back(messageOf(row));
    return messages;
}

core::Result<std::optional<StoredMessage>> messageById(Database& database, std::int64_t id) {
    auto rows = database.query("SELECT " SIDETONE_MESSAGE_COLUMNS "WHERE m.id = ?", {id});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<StoredMessage>();
    auto messages = completeMessagesOf(database, *rows);
    if (!messages) return messages.error();
    return std::optional(std::move(messages->front()));
}

}  // namespace sidetone::store
