// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ConversationModel.h"

#include "messaging/MessageControl.h"
#include "messaging/RoomControl.h"
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
           {"unread", [](const ConversationRow& r) -> QVariant { return r.unread; }},
           {"mentions", [](const ConversationRow& r) -> QVariant { return r.mentions; }},
           {"room", [](const ConversationRow& r) -> QVariant { return r.room; }},
           {"muted", [](const ConversationRow& r) -> QVariant { return r.muted; }},
           {"typing", [](const ConversationRow& r) -> QVariant { return r.typing; }},
           {"sender", [](const ConversationRow& r) -> QVariant { return r.sender; }},
           {"draft", [](const ConversationRow& r) -> QVariant { return r.draft; }}},
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
    connect(&client_, &Client::chatStateChanged, this,
            [this](const core::Address& peer, messaging::ChatState state) {
                setTyping(peer, state == messaging::ChatState::Composing);
            });
    connect(&client_, &Client::messageAdded, this, [this](const messaging::Message& message) {
        if (message.direction == messaging::Direction::In) setTyping(message.peer, false);
    });
    connect(&client_, &Client::chatChanged, this, [this] {
        if (auto* rooms = client_.rooms(); rooms != nullptr) {
            connect(rooms, &messaging::RoomControl::roomChanged, this,
                    &ConversationModel::refreshSoon, Qt::UniqueConnection);
        }
        refreshSoon();
    });
    refreshSoon();
}

void ConversationModel::setTyping(const core::Address& peer, bool typing) {
    const bool changed = typing ? typing_.insert(peer).second : typing_.erase(peer) > 0;
    if (changed) refreshSoon();
}

void ConversationModel::setMuted(const QString& address, bool muted) {
    const auto peer = core::Address::parse(address.toStdString());
    if (!peer || client_.chats() == nullptr) return;
    client_.chats()->setMuted(*peer, muted);
    refreshSoon();
}

bool ConversationModel::isMuted(const QString& address) const {
    return std::any_of(rows().begin(), rows().end(),
                       [&](const auto& row) { return row.key == address && row.muted; });
}

void ConversationModel::remove(const QString& address) {
    const auto peer = core::Address::parse(address.toStdString());
    if (!peer || client_.chats() == nullptr) return;
    client_.chats()->removeConversation(*peer).then(removing_, [this](core::Result<void> removed) {
        if (!removed) Q_EMIT failed(toQt(removed.error().sentence()));
        refreshSoon();
    });
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

ConversationRow ConversationModel::rowOf(const client::ConversationSummary& summary) const {
    const auto contact = client_.contact(summary.peer);
    const auto presence = contact ? contact->presence : messaging::Presence{};
    ConversationRow row;
    row.key = toQt(summary.peer.text());
    row.room = summary.kind == messaging::ConversationKind::Room;
    row.name = toQt(contact && !contact->name.empty() ? contact->name : summary.name).simplified();
    if (row.name.isEmpty()) row.name = row.key;
    row.initials = initials(row.name);
    row.hue = hue(row.key);
    row.lastText = toQt(summary.lastText).simplified();
    row.sender = toQt(summary.lastSender).simplified();
    row.draft = toQt(summary.draft).simplified();
    row.time = listTime(summary.lastTime, clock_.wallTime());
    row.availability = static_cast<int>(presence.availability);
    if (!row.room) row.presence = presenceWords(presence);
    row.unread = summary.unread;
    row.mentions = summary.mentions;
    row.muted = summary.isMuted;
    row.typing = typing_.contains(summary.peer);
    return row;
}

void ConversationModel::show() {
    std::vector<ConversationRow> rows;
    rows.reserve(summaries_.size());
    int unread = 0;
    for (const auto& summary : summaries_) {
        rows.push_back(rowOf(summary));
        unread += summary.isMuted ? summary.mentions : summary.unread;
    }
    setRows(std::move(rows));
    if (unread == unread_) return;
    unread_ = unread;
    Q_EMIT unreadChanged();
}

}  // namespace sidetone::desktop
