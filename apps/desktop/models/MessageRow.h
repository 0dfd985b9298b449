// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariantList>
#include <string>
#include <vector>

#include "messaging/Message.h"

namespace sidetone::desktop {

/// One message as a bubble, a file tile, or a line about an event.
struct MessageRow {
    QString key;
    QString body;  ///< plain
    QString rich;  ///< as StyledText; empty where the plain text says all
    QString time;
    QString day;       ///< the title above it, where it is the first of its day
    QString delivery;  ///< in words, for outgoing ones
    QString failure;
    QString sender;    ///< in rooms
    QString initials;  ///< of the sender, in rooms
    QString replyName;
    QString replyText;
    QString protection;      ///< in words
    QString file;            ///< its name
    QString fileLine;        ///< size, and how far it got
    QString picture;         ///< image://picture/..., where it may be shown
    QVariantList reactions;  ///< { emoji, count, ours, names }
    double progress = 0;     ///< of the file, 0 to 1
    double shape = 0;        ///< width by height of the picture; 0: unknown
    qint64 replyId = 0;
    int kind = 0;       ///< Shown::Message
    int state = 0;      ///< Shown::Delivery
    int fileState = 0;  ///< Shown::Transfer
    int lock = 0;       ///< Shown::Protection
    int hue = 0;        ///< of the sender
    bool mine = false;
    bool first = false;  ///< the first of several by the same person
    bool edited = false;
    bool mentions = false;  ///< it names our person
    bool fresh = false;     ///< unread messages begin here
    friend bool operator==(const MessageRow&, const MessageRow&) = default;
};

/// What rowOf() has to know beside the message.
struct RowContext {
    std::vector<std::string> names;  ///< who can be mentioned
    bool room = false;
    bool pictures = true;  ///< EnableInlineImages
};

/// All of a row that follows from the message alone.
[[nodiscard]] MessageRow rowOf(const messaging::Message& message, const RowContext& context);

/// "Waiting to be sent", "Delivered".
[[nodiscard]] QString deliveryWords(messaging::Delivery delivery);
/// What a quote or a notification shows of a message, on one line.
[[nodiscard]] QString excerpt(const messaging::Message& message);

}  // namespace sidetone::desktop
