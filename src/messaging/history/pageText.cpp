// SPDX-License-Identifier: GPL-3.0-or-later
// A page of moved messages as JSON. What has its usual value is left out.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <limits>

#include "messaging/history/sealedPage.h"

namespace sidetone::messaging {

using namespace Qt::StringLiterals;
using store::MovedMessage;

namespace {

void put(QJsonObject& object, QLatin1StringView name, const std::string& value) {
    if (!value.empty()) object.insert(name, QString::fromStdString(value));
}
void put(QJsonObject& object, QLatin1StringView name, qint64 value, qint64 usual = 0) {
    if (value != usual) object.insert(name, value);
}
std::string text(const QJsonObject& object, QLatin1StringView name) {
    return object.value(name).toString().toStdString();
}
qint64 number(const QJsonObject& object, QLatin1StringView name, qint64 usual = 0) {
    return object.value(name).toInteger(usual);
}
/// False where the number is none of the enumeration's.
template <class Kind>
bool pick(const QJsonObject& object, QLatin1StringView name, Kind last, Kind& to) {
    const auto value = number(object, name, qint64(to));
    if (value < 0 || value > qint64(last)) return false;
    to = static_cast<Kind>(value);
    return true;
}

QJsonObject write(const store::StoredAttachment& file) {
    QJsonObject object;
    put(object, "name"_L1, file.name);
    put(object, "type"_L1, file.mediaType);
    put(object, "size"_L1, file.size, -1);
    put(object, "state"_L1, qint64(file.state));
    put(object, "url"_L1, file.url);
    put(object, "hash"_L1, file.hash);
    put(object, "width"_L1, file.width);
    put(object, "height"_L1, file.height);
    return object;
}

/// The file itself stays on the other device: what is at a server can be fetched from there.
std::optional<store::StoredAttachment> readFile(const QJsonObject& object) {
    store::StoredAttachment file;
    file.name = text(object, "name"_L1);
    file.mediaType = text(object, "type"_L1);
    file.size = number(object, "size"_L1, -1);
    file.url = text(object, "url"_L1);
    file.hash = text(object, "hash"_L1);
    file.width = int(number(object, "width"_L1));
    file.height = int(number(object, "height"_L1));
    using State = store::TransferState;
    if (!pick(object, "state"_L1, State::Cancelled, file.state)) return {};
    if (!file.url.empty()) {
        file.state = State::Available;
    } else if (file.state == State::Offered || file.state == State::UnderWay) {
        file.state = State::Cancelled;
    }
    return file;
}

QJsonObject write(const MovedMessage& moved) {
    const auto& message = moved.message;
    QJsonObject object;
    put(object, "peer"_L1, message.peer.text());
    put(object, "room"_L1, qint64(moved.conversationKind));
    put(object, "title"_L1, moved.title);
    put(object, "out"_L1, qint64(message.direction));
    put(object, "body"_L1, message.body);
    put(object, "time"_L1, message.time.time_since_epoch().count());
    put(object, "delivery"_L1, qint64(message.delivery), qint64(store::Delivery::Delivered));
    put(object, "id"_L1, message.stanzaId);
    put(object, "unique"_L1, qint64(moved.isUnique));
    put(object, "archive"_L1, message.archiveId);
    put(object, "failure"_L1, message.failure);
    put(object, "unread"_L1, qint64(!message.isRead));
    put(object, "kind"_L1, qint64(message.kind));
    put(object, "sender"_L1, message.sender);
    put(object, "address"_L1, message.senderAddress);
    put(object, "occupant"_L1, message.occupantId);
    put(object, "subject"_L1, message.subject);
    put(object, "reply"_L1, message.replyTo);
    put(object, "edited"_L1, message.isEdited ? std::max<std::int64_t>(moved.edited, 1) : 0);
    put(object, "mention"_L1, qint64(message.mentionsUs));
    put(object, "protection"_L1, qint64(message.protection));
    put(object, "key"_L1, message.fingerprint);
    QJsonArray reactions;
    for (const auto& one : message.reactions) {
        reactions.append(
            QJsonArray{QString::fromStdString(one.sender), QString::fromStdString(one.emojis)});
    }
    if (!reactions.isEmpty()) object.insert("reactions"_L1, reactions);
    if (message.attachment) object.insert("file"_L1, write(*message.attachment));
    return object;
}

bool readEnumerations(const QJsonObject& object, MovedMessage& moved) {
    auto& message = moved.message;
    return pick(object, "room"_L1, store::ConversationKind::Room, moved.conversationKind) &&
           pick(object, "out"_L1, store::Direction::Out, message.direction) &&
           pick(object, "delivery"_L1, store::Delivery::Failed, message.delivery) &&
           pick(object, "kind"_L1, store::MessageKind::Private, message.kind) &&
           pick(object, "protection"_L1, store::Protection::LegacyOmemo, message.protection) &&
           message.delivery != store::Delivery::Queued;
}

std::optional<MovedMessage> read(const QJsonObject& object) {
    MovedMessage moved;
    auto& message = moved.message;
    const auto peer = core::Address::parse(text(object, "peer"_L1));
    if (!peer || !readEnumerations(object, moved)) return {};
    message.peer = *peer;
    moved.title = text(object, "title"_L1);
    message.body = text(object, "body"_L1);
    message.time = core::WallTime(core::Milliseconds(number(object, "time"_L1)));
    message.stanzaId = text(object, "id"_L1);
    moved.isUnique = number(object, "unique"_L1) != 0;
    message.archiveId = text(object, "archive"_L1);
    message.failure = text(object, "failure"_L1);
    message.isRead = number(object, "unread"_L1) == 0;
    message.sender = text(object, "sender"_L1);
    message.senderAddress = text(object, "address"_L1);
    message.occupantId = text(object, "occupant"_L1);
    message.subject = text(object, "subject"_L1);
    message.replyTo = text(object, "reply"_L1);
    moved.edited = number(object, "edited"_L1);
    message.isEdited = moved.edited != 0;
    message.mentionsUs = number(object, "mention"_L1) != 0;
    message.fingerprint = text(object, "key"_L1);
    for (const auto& one : object.value("reactions"_L1).toArray()) {
        message.reactions.push_back({one.toArray().at(0).toString().toStdString(),
                                     one.toArray().at(1).toString().toStdString()});
    }
    if (!object.contains("file"_L1)) return moved;
    message.attachment = readFile(object.value("file"_L1).toObject());
    if (!message.attachment) return {};
    return moved;
}

}  // namespace

std::string writePage(const store::MovedPage& page, std::int64_t after) {
    QJsonArray messages;
    for (const auto& moved : page.messages) messages.append(write(moved));
    const QJsonObject object{{"after"_L1, qint64(after)},
                             {"last"_L1, qint64(page.last)},
                             {"end"_L1, page.isEnd},
                             {"messages"_L1, messages}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<store::MovedPage> readPage(std::string_view json, std::int64_t after) {
    const auto document = QJsonDocument::fromJson(QByteArray(json.data(), qsizetype(json.size())));
    const auto object = document.object();
    if (!document.isObject() || number(object, "after"_L1, -1) != after) return {};
    store::MovedPage page;
    page.last = number(object, "last"_L1);
    page.isEnd = object.value("end"_L1).toBool();
    if (!page.isEnd && page.last <= after) return {};
    for (const auto& each : object.value("messages"_L1).toArray()) {
        auto moved = read(each.toObject());
        if (!moved) return {};
        page.messages.push_back(std::move(*moved));
    }
    return page;
}

}  // namespace sidetone::messaging
