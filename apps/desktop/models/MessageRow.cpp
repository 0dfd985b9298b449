// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/MessageRow.h"

#include <QCoreApplication>
#include <QUrl>
#include <QVariantMap>

#include "models/richText.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

using messaging::Attachment;
using messaging::Message;
using messaging::TransferState;

constexpr qsizetype longestExcerpt = 160;

QString tr(const char* text) {
    return QCoreApplication::translate("MessageRow", text);
}

QString protectionWords(messaging::Protection protection) {
    using messaging::Protection;
    switch (protection) {
        case Protection::Omemo:
            return tr("End-to-end encrypted");
        case Protection::LegacyOmemo:
            return tr("End-to-end encrypted, older scheme");
        case Protection::Unreadable:
            return tr("Encrypted, but not readable here");
        case Protection::None:
            break;
    }
    return tr("Not end-to-end encrypted: servers on the way can read it");
}

QString transferWords(const Attachment& file, bool mine) {
    switch (file.state) {
        case TransferState::Offered:
            return mine ? tr("Waiting for the other side") : tr("Offered to you");
        case TransferState::UnderWay:
            return file.size > 0
                       ? tr("%1 of %2").arg(sizeWords(file.transferred), sizeWords(file.size))
                       : sizeWords(file.transferred);
        case TransferState::Done:
            return mine ? tr("Sent") : tr("Received");
        case TransferState::Available:
            return tr("Can be fetched");
        case TransferState::Failed:
            return file.failure.empty() ? tr("Did not work") : toQt(file.failure);
        case TransferState::Declined:
            return tr("Declined");
        case TransferState::Cancelled:
            break;
    }
    return tr("Cancelled");
}

bool isPicture(const Attachment& file) {
    for (const char* type : {"image/png", "image/jpeg", "image/webp", "image/gif"}) {
        if (file.mediaType == type) return true;
    }
    return false;
}

void addFile(MessageRow& row, const Attachment& file, const RowContext& context) {
    row.file = toQt(file.name).simplified();
    row.fileState = static_cast<int>(file.state);
    row.fileLine = transferWords(file, row.mine);
    if (file.state != TransferState::UnderWay && file.state != TransferState::Failed) {
        row.fileLine = sizeWords(file.size) + QStringLiteral(" \u00b7 ") + row.fileLine;
    }
    if (file.size > 0) {
        row.progress = static_cast<double>(file.transferred) / static_cast<double>(file.size);
    }
    if (file.width > 0 && file.height > 0)
        row.shape = static_cast<double>(file.width) / file.height;
    if (context.pictures && isPicture(file) && !file.path.empty()) {
        row.picture = QStringLiteral("image://picture/") +
                      QString::fromLatin1(QUrl::toPercentEncoding(toQt(file.path)));
    }
}

}  // namespace

QString deliveryWords(messaging::Delivery delivery) {
    switch (delivery) {
        case messaging::Delivery::Queued:
            return tr("Waiting to be sent");
        case messaging::Delivery::Sent:
            return tr("Sent");
        case messaging::Delivery::Delivered:
            return tr("Delivered");
        case messaging::Delivery::Read:
            return tr("Read");
        case messaging::Delivery::Failed:
            break;
    }
    return tr("Not sent");
}

QString excerpt(const Message& message) {
    if (message.attachment && message.body.empty()) return toQt(message.attachment->name);
    return toQt(message.body).simplified().left(longestExcerpt);
}

MessageRow rowOf(const Message& message, const RowContext& context) {
    MessageRow row;
    row.key = QString::number(message.id);
    row.body = toQt(message.body);
    row.time = clockTime(message.time);
    row.mine = message.direction == messaging::Direction::Out;
    row.kind = static_cast<int>(message.kind);
    row.state = static_cast<int>(message.delivery);
    if (row.mine) row.delivery = deliveryWords(message.delivery);
    if (message.delivery == messaging::Delivery::Failed) row.failure = toQt(message.failure);
    if (message.kind == messaging::MessageKind::Event) return row;
    row.rich = richText(message.body, context.names);
    row.edited = message.isEdited;
    row.replyId = message.replyTo;
    row.mentions = message.mentionsUs;
    row.lock = static_cast<int>(message.protection);
    row.protection = protectionWords(message.protection);
    if (context.room && !row.mine) {
        row.sender = toQt(message.sender).simplified();
        row.initials = initials(row.sender);
        row.hue =
            hue(message.senderAddress.isEmpty() ? row.sender : toQt(message.senderAddress.text()));
    }
    if (message.kind == messaging::MessageKind::Private) {
        const auto name = toQt(message.sender).simplified();
        row.sender = row.mine ? tr("To %1 alone").arg(name) : tr("%1, to you alone").arg(name);
    }
    for (const auto& reaction : message.reactions) {
        QStringList names;
        for (const auto& name : reaction.senders) names << toQt(name).simplified();
        row.reactions << QVariantMap{{QStringLiteral("emoji"), toQt(reaction.emoji)},
                                     {QStringLiteral("count"), names.size()},
                                     {QStringLiteral("ours"), reaction.isOurs},
                                     {QStringLiteral("names"), names.join(QLatin1String(", "))}};
    }
    if (message.attachment) addFile(row, *message.attachment, context);
    return row;
}

}  // namespace sidetone::desktop
