// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ConversationModel.h"

#include "models/words.h"

namespace sidetone::desktop {
namespace {

/// Messages come in bursts; the store is asked once for each burst.
constexpr core::Milliseconds gatherTime{30};

}  // namespace

ConversationModel::ConversationModel(client::Client& client, core::Clock& clock, QObject* parent)
    : RowModel(
          {{"name", [](const ConversationRow& r) -> QVariant { return r.name; }},
           {"address", [](const ConversationRow& r) -> QVariant { return r.key; }},
           {"initials", [](const ConversationRow& r) -> QVariant { return r.initials; }},
           {"lastText", [](const ConversationRow& r) -> QVariant { return r.lastText; }},
           {"time", [](const ConversationRow& r) -> QVariant { return r.time; }},
           {"presence", [](const ConversationRow& r) -> QVariant { return r.presence; }},
           {"hue", [](const ConversationRow& r) -> QVariant { return r.hue; }},
           {"availability", [](const ConversationRow& r) -> QVariant { return r.availability; }},
           {"unread", [](const ConversationRow& r) -> QVariant { return r.unread; }}},
          parent),
      client_(client),
      clock_(clock) {
    using client::Client;
    connect(&client_, &Client::stateChanged, this, &ConversationModel::refreshSoon);
    connect(&client_, &Client::messageAdded, this, &ConversationModel::refreshSoon);
    connect(&client_, &Client::messageChanged, this, &ConversationModel::refreshSoon);
    connect(&client_, &Client::unreadChanged, this, &ConversationModel::refreshSoon);
    connect(&client_, &Client::contactsChanged, this, &ConversationModel::refreshSoon);
    connect(&client_, &Client::contactChanged, this, &ConversationModel::refreshSoon);
    refreshSoon();
}

void ConversationModel::refreshSoon() {
    if (soon_.isSet()) return;
    soon_ = clock_.after(gatherTime, [this] {
        soon_.stop();
        refresh();
    });
}

void ConversationModel::refresh() {
    if (client_.state() != client::ClientState::Ready) {
        summaries_.clear();
        show();
        return;
    }
    owner_.cancelAll();
    client_.conversations().then(
        owner_, [this](core::Result<std::vector<client::ConversationSummary>> list) {
            if (!list) return;
            summaries_ = std::move(*list);
            show();
        });
}

void ConversationModel::show() {
    std::vector<ConversationRow> rows;
    rows.reserve(summaries_.size());
    int unread = 0;
    const auto now = clock_.wallTime();
    for (const auto& summary : summaries_) {
        const auto contact = client_.contact(summary.peer);
        const auto presence = contact ? contact->presence : messaging::Presence{};
        ConversationRow row;
        row.key = toQt(summary.peer.text());
        row.name = toQt(contact && !contact->name.empty() ? contact->name : summary.name);
        if (row.name.isEmpty()) row.name = row.key;
        row.initials = initials(row.name);
        row.hue = hue(row.key);
        row.lastText = toQt(summary.lastText).simplified();
        row.time = listTime(summary.lastTime, now);
        row.availability = static_cast<int>(presence.availability);
        row.presence = availabilityWords(presence.availability);
        row.unread = summary.unread;
        unread += summary.unread;
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
    if (unread == unread_) return;
    unread_ = unread;
    Q_EMIT unreadChanged();
}

}  // namespace sidetone::desktop
