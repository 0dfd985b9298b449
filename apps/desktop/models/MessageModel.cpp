// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/MessageModel.h"

#include "models/words.h"

namespace sidetone::desktop {
namespace {

constexpr int pageSize = 40;
/// Messages by one person within this time stand close together.
constexpr core::Milliseconds closeTogether{5 * 60 * 1000};

QString deliveryWords(messaging::Delivery delivery) {
    switch (delivery) {
        case messaging::Delivery::Queued:
            return MessageModel::tr("Waiting to be sent");
        case messaging::Delivery::Sent:
            return MessageModel::tr("Sent");
        case messaging::Delivery::Delivered:
            return MessageModel::tr("Delivered");
        case messaging::Delivery::Read:
            return MessageModel::tr("Read");
        case messaging::Delivery::Failed:
            break;
    }
    return MessageModel::tr("Not sent");
}

MessageRow rowOf(const messaging::Message& message) {
    MessageRow row;
    row.key = QString::number(message.id);
    row.body = toQt(message.body);
    row.time = clockTime(message.time);
    row.mine = message.direction == messaging::Direction::Out;
    row.state = static_cast<int>(message.delivery);
    if (row.mine) row.delivery = deliveryWords(message.delivery);
    if (message.delivery == messaging::Delivery::Failed) row.failure = toQt(message.failure);
    return row;
}

}  // namespace

MessageModel::MessageModel(client::Client& client, core::Clock& clock, QObject* parent)
    : RowModel({{"body", [](const MessageRow& r) -> QVariant { return r.body; }},
                {"time", [](const MessageRow& r) -> QVariant { return r.time; }},
                {"day", [](const MessageRow& r) -> QVariant { return r.day; }},
                {"delivery", [](const MessageRow& r) -> QVariant { return r.delivery; }},
                {"failure", [](const MessageRow& r) -> QVariant { return r.failure; }},
                {"deliveryState", [](const MessageRow& r) -> QVariant { return r.state; }},
                {"mine", [](const MessageRow& r) -> QVariant { return r.mine; }},
                {"first", [](const MessageRow& r) -> QVariant { return r.first; }}},
               parent),
      client_(client),
      clock_(clock) {
    const auto taken = [this](const messaging::Message& message) {
        if (message.peer != peer_) return;
        take(message);
        show();
    };
    connect(&client_, &client::Client::messageAdded, this, taken);
    connect(&client_, &client::Client::messageChanged, this, taken);
}

void MessageModel::open(const core::Address& peer) {
    reading_.cancelAll();
    peer_ = peer;
    messages_.clear();
    places_.clear();
    show();
    setPages(false, !peer.isEmpty());
    loadOlder();
}

void MessageModel::loadOlder() {
    if (loading_ || !hasOlder_) return;
    setPages(true, true);
    const auto before = places_.empty() ? 0 : messages_.begin()->second.id;
    client_.messages(peer_, before, pageSize)
        .then(reading_, [this](core::Result<std::vector<messaging::Message>> page) {
            if (!page) {
                setPages(false, false);
                Q_EMIT failed(toQt(page.error().sentence()));
                return;
            }
            for (const auto& message : *page) take(message);
            show();
            setPages(false, page->size() == pageSize);
        });
}

void MessageModel::take(const messaging::Message& message) {
    if (const auto old = places_.find(message.id); old != places_.end()) {
        messages_.erase(old->second);
    }
    const Place place{message.time, message.id};
    places_[message.id] = place;
    messages_[place] = message;
}

void MessageModel::show() {
    std::vector<MessageRow> rows;
    rows.reserve(messages_.size());
    const auto now = clock_.wallTime();
    const messaging::Message* before = nullptr;
    QString day;
    for (const auto& [place, message] : messages_) {
        auto row = rowOf(message);
        auto itsDay = dayTitle(message.time, now);
        if (itsDay != day) row.day = itsDay;
        row.first = before == nullptr || before->direction != message.direction ||
                    message.time - before->time > closeTogether || !row.day.isEmpty();
        day = std::move(itsDay);
        before = &message;
        rows.push_back(std::move(row));
    }
    std::reverse(rows.begin(), rows.end());
    setRows(std::move(rows));
}

void MessageModel::setPages(bool loading, bool hasOlder) {
    if (loading == loading_ && hasOlder == hasOlder_) return;
    loading_ = loading;
    hasOlder_ = hasOlder;
    Q_EMIT pagesChanged();
}

void MessageModel::send(const QString& body) {
    client_.sendMessage(peer_, body.toStdString())
        .then(sending_, [this](core::Result<messaging::Message> message) {
            if (!message) {
                Q_EMIT failed(toQt(message.error().sentence()));
            } else if (message->peer == peer_ && !places_.contains(message->id)) {
                take(*message);
                show();
            }
        });
}

void MessageModel::retry(int which) {
    if (has(which)) send(row(which).body);
}

}  // namespace sidetone::desktop
