// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/MessageModel.h"

#include <algorithm>

#include "config/keys.h"
#include "messaging/MessageControl.h"
#include "messaging/RoomControl.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

constexpr int pageSize = 40;
constexpr int mostCalls = 200;
/// Messages by one person within this time stand close together.
constexpr core::Milliseconds closeTogether{5 * 60 * 1000};

bool isApart(const messaging::Message& one, const messaging::Message& other) {
    return one.direction != other.direction || one.sender != other.sender ||
           one.kind == messaging::MessageKind::Event ||
           other.kind == messaging::MessageKind::Event || other.time - one.time > closeTogether;
}

}  // namespace

MessageModel::MessageModel(client::Client& client, core::Clock& clock, QObject* parent)
    : RowModel({{"body", [](const MessageRow& r) -> QVariant { return r.body; }},
                {"rich", [](const MessageRow& r) -> QVariant { return r.rich; }},
                {"time", [](const MessageRow& r) -> QVariant { return r.time; }},
                {"day", [](const MessageRow& r) -> QVariant { return r.day; }},
                {"delivery", [](const MessageRow& r) -> QVariant { return r.delivery; }},
                {"failure", [](const MessageRow& r) -> QVariant { return r.failure; }},
                {"messageId", [](const MessageRow& r) -> QVariant { return r.key; }},
                {"sender", [](const MessageRow& r) -> QVariant { return r.sender; }},
                {"initials", [](const MessageRow& r) -> QVariant { return r.initials; }},
                {"replyId", [](const MessageRow& r) -> QVariant { return r.replyId; }},
                {"replyName", [](const MessageRow& r) -> QVariant { return r.replyName; }},
                {"replyText", [](const MessageRow& r) -> QVariant { return r.replyText; }},
                {"protection", [](const MessageRow& r) -> QVariant { return r.protection; }},
                {"reactions", [](const MessageRow& r) -> QVariant { return r.reactions; }},
                {"file", [](const MessageRow& r) -> QVariant { return r.file; }},
                {"fileLine", [](const MessageRow& r) -> QVariant { return r.fileLine; }},
                {"fileState", [](const MessageRow& r) -> QVariant { return r.fileState; }},
                {"picture", [](const MessageRow& r) -> QVariant { return r.picture; }},
                {"progress", [](const MessageRow& r) -> QVariant { return r.progress; }},
                {"shape", [](const MessageRow& r) -> QVariant { return r.shape; }},
                {"kind", [](const MessageRow& r) -> QVariant { return r.kind; }},
                {"lock", [](const MessageRow& r) -> QVariant { return r.lock; }},
                {"hue", [](const MessageRow& r) -> QVariant { return r.hue; }},
                {"deliveryState", [](const MessageRow& r) -> QVariant { return r.state; }},
                {"mine", [](const MessageRow& r) -> QVariant { return r.mine; }},
                {"first", [](const MessageRow& r) -> QVariant { return r.first; }},
                {"edited", [](const MessageRow& r) -> QVariant { return r.edited; }},
                {"mentions", [](const MessageRow& r) -> QVariant { return r.mentions; }},
                {"fresh", [](const MessageRow& r) -> QVariant { return r.fresh; }}},
               parent),
      client_(client),
      clock_(clock) {
    connect(&client_, &client::Client::messageAdded, this, [this](const auto& message) {
        if (message.peer != peer_ || detached_) return;
        take(message);
        show();
    });
    connect(&client_, &client::Client::messageChanged, this, [this](const auto& message) {
        if (message.peer != peer_) return;
        if (detached_ && !places_.contains(message.id)) return;
        take(message);
        show();
    });
    connect(&client_, &client::Client::callHistoryChanged, this, &MessageModel::readCalls);
}

void MessageModel::open(const core::Address& peer) {
    reading_.cancelAll();
    peer_ = peer;
    messages_.clear();
    calls_.clear();
    places_.clear();
    quoted_.clear();
    asked_.clear();
    firstFresh_ = 0;
    opening_ = true;
    loading_ = false;
    show();
    setDetached(false);
    setPages(false, !peer.isEmpty());
    readCalls();
    loadOlder();
}

void MessageModel::readCalls() {
    readingCalls_.cancelAll();
    if (peer_.isEmpty() || client_.chats() == nullptr) return;
    client_.chats()
        ->calls(peer_, core::WallTime::max(), mostCalls)
        .then(readingCalls_, [this](Page calls) {
            if (!calls) return;
            calls_ = std::move(*calls);
            show();
        });
}

std::vector<const messaging::Message*> MessageModel::timeline() const {
    std::vector<const messaging::Message*> all;
    for (const auto& [place, message] : messages_) all.push_back(&message);
    const auto isShown = [this](const messaging::Message& call) {
        // Older calls stand among messages that are still to be read.
        if (messages_.empty()) return !hasOlder_;
        if (hasOlder_ && call.time < messages_.begin()->first.first) return false;
        return !detached_ || call.time <= messages_.rbegin()->first.first;
    };
    for (const auto& call : calls_) {
        if (isShown(call)) all.push_back(&call);
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const auto* one, const auto* other) { return one->time < other->time; });
    return all;
}

void MessageModel::reattach() {
    if (detached_) open(core::Address(peer_));
}

void MessageModel::loadOlder() {
    if (loading_ || !hasOlder_) return;
    setPages(true, true);
    const auto before = places_.empty() ? 0 : messages_.begin()->second.id;
    client_.messages(peer_, before, pageSize).then(reading_, [this](Page page) {
        if (!page) {
            setPages(false, false);
            Q_EMIT failed(toQt(page.error().sentence()));
            return;
        }
        takePage(page);
        if (page->size() < pageSize) {
            askArchive();
        } else {
            setPages(false, true);
        }
    });
}

void MessageModel::takePage(const Page& page) {
    for (const auto& message : *page) take(message);
    if (std::exchange(opening_, false)) {
        for (const auto& [place, message] : messages_) {
            if (message.isRead || message.direction == messaging::Direction::Out) continue;
            firstFresh_ = message.id;
            break;
        }
    }
    show();
}

void MessageModel::askArchive() {
    if (client_.chats() == nullptr) {
        setPages(false, false);
        return;
    }
    client_.chats()->fetchOlder(peer_).then(reading_, [this](core::Result<int> count) {
        const bool more = count && *count > 0;
        setPages(false, more);
        if (more) loadOlder();
    });
}

void MessageModel::loadNewer() {
    if (!detached_ || loading_ || messages_.empty() || client_.chats() == nullptr) return;
    setPages(true, hasOlder_);
    const auto newest = messages_.rbegin()->second.id;
    client_.chats()->around(newest, 2 * pageSize).then(reading_, [this](Page page) {
        const auto before = messages_.size();
        if (page) takePage(page);
        setDetached(page && messages_.size() > before);
        setPages(false, hasOlder_);
    });
}

void MessageModel::jumpTo(qint64 id) {
    if (places_.contains(id)) {
        tellJump(id);
        return;
    }
    if (client_.chats() == nullptr) return;
    reading_.cancelAll();
    setPages(true, hasOlder_);
    client_.chats()->around(id, pageSize).then(reading_, [this, id](Page page) {
        setPages(false, page.has_value());
        if (!page) {
            Q_EMIT failed(toQt(page.error().sentence()));
            return;
        }
        messages_.clear();
        places_.clear();
        opening_ = false;
        setDetached(true);
        takePage(page);
        tellJump(id);
    });
}

void MessageModel::tellJump(std::int64_t id) {
    const auto key = QString::number(id);
    for (int i = 0; i < rowCount(); ++i) {
        if (row(i).key == key) Q_EMIT jumped(i);
    }
}

void MessageModel::take(const messaging::Message& message) {
    if (const auto old = places_.find(message.id); old != places_.end()) {
        messages_.erase(old->second);
    }
    const Place place{message.time, message.id};
    places_[message.id] = place;
    messages_[place] = message;
}

RowContext MessageModel::context() {
    RowContext context;
    context.names.push_back(client_.selfName());
    context.pictures = client_.settings().get(config::Key<bool>{"EnableInlineImages"});
    if (auto* rooms = client_.rooms(); rooms != nullptr && rooms->room(peer_)) {
        context.room = true;
        for (const auto& occupant : rooms->occupants(peer_)) {
            context.names.push_back(occupant.nickname);
        }
    }
    return context;
}

void MessageModel::show() {
    std::vector<MessageRow> rows;
    rows.reserve(messages_.size());
    const auto now = clock_.wallTime();
    const auto known = context();
    const messaging::Message* before = nullptr;
    QString day;
    for (const auto* shown : timeline()) {
        const auto& message = *shown;
        auto row = rowOf(message, known);
        auto itsDay = dayTitle(message.time, now);
        if (itsDay != day) row.day = itsDay;
        row.fresh = message.id == firstFresh_;
        row.first =
            before == nullptr || isApart(*before, message) || !row.day.isEmpty() || row.fresh;
        if (row.replyId != 0) quote(row);
        day = std::move(itsDay);
        before = &message;
        rows.push_back(std::move(row));
    }
    std::reverse(rows.begin(), rows.end());
    setRows(std::move(rows));
}

QString MessageModel::authorOf(const messaging::Message& message) const {
    if (message.direction == messaging::Direction::Out) return tr("You");
    if (!message.sender.empty()) return toQt(message.sender).simplified();
    const auto contact = client_.contact(message.peer);
    return contact && !contact->name.empty() ? toQt(contact->name).simplified()
                                             : toQt(message.peer.text());
}

const messaging::Message* MessageModel::message(qint64 id) const {
    if (const auto place = places_.find(id); place != places_.end()) {
        return &messages_.at(place->second);
    }
    const auto quoted = quoted_.find(id);
    return quoted == quoted_.end() ? nullptr : &quoted->second;
}

void MessageModel::quote(MessageRow& row) {
    const auto* answered = message(row.replyId);
    if (answered != nullptr) {
        row.replyName = authorOf(*answered);
        row.replyText = excerpt(*answered);
        return;
    }
    row.replyText = tr("An earlier message");
    if (asked_.insert(row.replyId).second) fetchQuote(row.replyId);
}

void MessageModel::fetchQuote(std::int64_t id) {
    if (client_.chats() == nullptr) return;
    client_.chats()->around(id, 1).then(reading_, [this, id](Page page) {
        if (!page) return;
        for (const auto& message : *page) {
            if (message.id == id) quoted_[id] = message;
        }
        if (quoted_.contains(id)) show();
    });
}

void MessageModel::setPages(bool loading, bool hasOlder) {
    if (loading == loading_ && hasOlder == hasOlder_) return;
    const bool isEnd = hasOlder_ && !hasOlder && !calls_.empty();
    loading_ = loading;
    hasOlder_ = hasOlder;
    if (isEnd) show();
    Q_EMIT pagesChanged();
}

void MessageModel::setDetached(bool detached) {
    if (detached == detached_) return;
    detached_ = detached;
    Q_EMIT pagesChanged();
}

void MessageModel::change(core::Task<messaging::Message> task) {
    std::move(task).then(sending_, [this](core::Result<messaging::Message> message) {
        if (!message) {
            Q_EMIT failed(toQt(message.error().sentence()));
        } else if (message->peer == peer_ && !places_.contains(message->id) && !detached_) {
            take(*message);
            show();
        }
    });
}

void MessageModel::send(const QString& body, qint64 replyTo, const QString& occupant,
                        const QString& subject) {
    reattach();
    auto* chats = client_.chats();
    if (chats == nullptr) {
        change(client_.sendMessage(peer_, body.toStdString()));
        return;
    }
    messaging::Outgoing message;
    message.body = body.toStdString();
    message.replyTo = replyTo;
    message.occupant = occupant.toStdString();
    message.subject = subject.toStdString();
    change(chats->send(peer_, message));
}

void MessageModel::correct(qint64 id, const QString& body) {
    if (client_.chats() != nullptr) change(client_.chats()->correct(id, body.toStdString()));
}

void MessageModel::retry(int which) {
    if (!has(which)) return;
    if (client_.chats() == nullptr) {
        send(row(which).body);
        return;
    }
    change(client_.chats()->resend(row(which).key.toLongLong()));
}

void MessageModel::react(int which, const QString& emoji) {
    if (!has(which) || client_.chats() == nullptr) return;
    const auto id = row(which).key.toLongLong();
    const auto* reacted = message(id);
    if (reacted == nullptr) return;
    std::vector<std::string> ours;
    for (const auto& reaction : reacted->reactions) {
        if (reaction.isOurs) ours.push_back(reaction.emoji);
    }
    if (std::erase(ours, emoji.toStdString()) == 0) ours.push_back(emoji.toStdString());
    change(client_.chats()->react(id, ours));
}

void MessageModel::remove(int which) {
    if (!has(which) || client_.chats() == nullptr) return;
    const auto id = row(which).key.toLongLong();
    client_.chats()->remove(id).then(sending_, [this, id](core::Result<void> removed) {
        if (!removed) {
            Q_EMIT failed(toQt(removed.error().sentence()));
        } else if (const auto place = places_.find(id); place != places_.end()) {
            messages_.erase(place->second);
            places_.erase(place);
            show();
        }
    });
}

const messaging::Message* MessageModel::lastOfOurs() const {
    for (auto each = messages_.rbegin(); each != messages_.rend(); ++each) {
        const auto& message = each->second;
        if (message.direction == messaging::Direction::Out &&
            message.kind == messaging::MessageKind::Text) {
            return &message;
        }
    }
    return nullptr;
}

}  // namespace sidetone::desktop
