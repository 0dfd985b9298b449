// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/SearchModel.h"

#include "models/MessageRow.h"
#include "models/richText.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

/// Short: results come while a person types.
constexpr core::Milliseconds typingPause{80};
constexpr qsizetype shortestSearch = 2;
constexpr int pageSize = 30;

}  // namespace

SearchModel::SearchModel(client::Client& client, core::Clock& clock, QObject* parent)
    : RowModel({{"name", [](const FoundRow& r) -> QVariant { return r.name; }},
                {"peer", [](const FoundRow& r) -> QVariant { return r.peer; }},
                {"messageId", [](const FoundRow& r) -> QVariant { return r.key; }},
                {"author", [](const FoundRow& r) -> QVariant { return r.author; }},
                {"rich", [](const FoundRow& r) -> QVariant { return r.rich; }},
                {"plain", [](const FoundRow& r) -> QVariant { return r.plain; }},
                {"time", [](const FoundRow& r) -> QVariant { return r.time; }},
                {"initials", [](const FoundRow& r) -> QVariant { return r.initials; }},
                {"hue", [](const FoundRow& r) -> QVariant { return r.hue; }},
                {"room", [](const FoundRow& r) -> QVariant { return r.room; }}},
               parent),
      client_(client),
      clock_(clock) {
    connect(&client_, &client::Client::chatChanged, this, [this] { setText({}); });
}

void SearchModel::setText(const QString& text) {
    if (text == text_) return;
    text_ = text;
    owner_.cancelAll();
    pause_.stop();
    trouble_.clear();
    last_ = 0;
    if (text_.trimmed().size() >= shortestSearch && client_.chats() != nullptr) {
        setSearching(true);
        pause_ = clock_.after(typingPause, [this] { search(); });
    } else {
        found_.clear();
        setRows({});
        setSearching(false);
    }
    Q_EMIT textChanged();
}

void SearchModel::setPeer(const core::Address& peer) {
    peer_ = peer;
    setText({});
}

void SearchModel::search() {
    pause_.stop();
    messaging::HistoryQuery query;
    query.text = text_.trimmed().toStdString();
    if (!peer_.isEmpty()) query.peer = peer_;
    query.before = last_;
    query.limit = pageSize;
    setSearching(true);
    client_.chats()->search(query).then(
        owner_, [this](core::Result<std::vector<messaging::FoundMessage>> page) {
            if (page) {
                take(*page);
            } else {
                trouble_ = toQt(page.error().sentence());
            }
            setSearching(false);
            Q_EMIT searchingChanged();
        });
}

void SearchModel::take(const std::vector<messaging::FoundMessage>& page) {
    if (last_ == 0) found_.clear();
    ended_ = page.size() < static_cast<std::size_t>(pageSize);
    for (const auto& each : page) {
        found_.push_back(rowOf(each));
        last_ = each.message.id;
    }
    setRows(found_);
}

FoundRow SearchModel::rowOf(const messaging::FoundMessage& found) const {
    FoundRow row;
    const auto& message = found.message;
    row.key = QString::number(message.id);
    row.peer = toQt(message.peer.text());
    const auto contact = client_.contact(message.peer);
    row.name = toQt(contact && !contact->name.empty() ? contact->name : found.conversation);
    if (row.name.isEmpty()) row.name = row.peer;
    row.room = !message.sender.empty();
    row.author = message.direction == messaging::Direction::Out ? tr("You")
                 : row.room                                     ? toQt(message.sender)
                                                                : QString();
    row.rich = highlighted(message.body, found.matches);
    row.plain = excerpt(message);
    row.time = listTime(message.time, clock_.wallTime());
    row.initials = initials(row.name);
    row.hue = hue(row.peer);
    return row;
}

void SearchModel::more() {
    if (!searching_ && !ended_ && last_ != 0 && client_.chats() != nullptr) search();
}

qint64 SearchModel::idAt(int which) const {
    return has(which) ? row(which).key.toLongLong() : 0;
}

QString SearchModel::peerAt(int which) const {
    return has(which) ? row(which).peer : QString();
}

void SearchModel::setSearching(bool searching) {
    if (searching == searching_) return;
    searching_ = searching;
    Q_EMIT searchingChanged();
}

}  // namespace sidetone::desktop
