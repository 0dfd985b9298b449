// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/RequestModel.h"

#include "models/words.h"

namespace sidetone::desktop {

RequestModel::RequestModel(client::Client& client, QObject* parent)
    : RowModel({{"title", [](const RequestRow& r) -> QVariant { return r.title; }},
                {"words", [](const RequestRow& r) -> QVariant { return r.words; }},
                {"initials", [](const RequestRow& r) -> QVariant { return r.initials; }},
                {"hue", [](const RequestRow& r) -> QVariant { return r.hue; }},
                {"room", [](const RequestRow& r) -> QVariant { return r.room; }}},
               parent),
      client_(client) {
    connect(&client_, &client::Client::chatChanged, this, &RequestModel::connectControls);
    connect(&client_, &client::Client::contactsChanged, this, &RequestModel::show);
    connectControls();
}

void RequestModel::connectControls() {
    if (auto* rooms = client_.rooms(); rooms != nullptr) {
        connect(rooms, &messaging::RoomControl::invitationsChanged, this, &RequestModel::show,
                Qt::UniqueConnection);
    }
    if (auto* privacy = client_.privacy(); privacy != nullptr) {
        connect(privacy, &messaging::PrivacyControl::requestsChanged, this, &RequestModel::show,
                Qt::UniqueConnection);
    }
    show();
}

QString RequestModel::nameOf(const core::Address& address) const {
    const auto contact = client_.contact(address);
    return contact && !contact->name.empty() ? toQt(contact->name).simplified()
           : address.isEmpty()               ? tr("Somebody")
                                             : toQt(address.text());
}

void RequestModel::show() {
    invitations_.clear();
    watchers_.clear();
    if (client_.rooms() != nullptr) invitations_ = client_.rooms()->invitations();
    if (client_.privacy() != nullptr) watchers_ = client_.privacy()->requests();
    std::vector<RequestRow> rows;
    for (const auto& invitation : invitations_) {
        RequestRow row;
        row.key = QStringLiteral("room %1").arg(invitation.id);
        const auto who = nameOf(invitation.from);
        const auto room = invitation.name.empty() ? toQt(invitation.room.text())
                                                  : toQt(invitation.name).simplified();
        row.title = invitation.isContinuation
                        ? tr("%1 wants to go on with more people in \u201c%2\u201d").arg(who, room)
                        : tr("%1 invites you into \u201c%2\u201d").arg(who, room);
        row.words = toQt(invitation.reason).simplified();
        row.initials = initials(room);
        row.hue = hue(toQt(invitation.room.text()));
        row.room = true;
        rows.push_back(std::move(row));
    }
    for (const auto& watcher : watchers_) {
        RequestRow row;
        const auto who = nameOf(watcher.from);
        row.key = QStringLiteral("watch ") + toQt(watcher.from.text());
        row.title = tr("%1 asks to see your presence").arg(who);
        row.words = toQt(watcher.text).simplified();
        row.initials = initials(who);
        row.hue = hue(toQt(watcher.from.text()));
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

const messaging::Invitation* RequestModel::invitationAt(int row) const {
    const auto number = static_cast<std::size_t>(row);
    return row >= 0 && number < invitations_.size() ? &invitations_[number] : nullptr;
}

core::Address RequestModel::watcherAt(int row) const {
    const auto number = static_cast<std::size_t>(row) - invitations_.size();
    return row >= 0 && number < watchers_.size() ? watchers_[number].from : core::Address{};
}

void RequestModel::accept(int row) {
    if (const auto* invitation = invitationAt(row); invitation != nullptr) {
        const auto room = invitation->room;
        client_.rooms()
            ->acceptInvitation(invitation->id)
            .then(owner_, [this, room](core::Result<void> done) {
                if (!done) Q_EMIT failed(toQt(done.error().sentence()));
                if (done) Q_EMIT joined(toQt(room.text()));
            });
    } else if (const auto who = watcherAt(row); !who.isEmpty()) {
        client_.privacy()->answer(who, true);
    }
}

void RequestModel::decline(int row) {
    if (const auto* invitation = invitationAt(row); invitation != nullptr) {
        client_.rooms()->declineInvitation(invitation->id, {});
    } else if (const auto who = watcherAt(row); !who.isEmpty()) {
        client_.privacy()->answer(who, false);
    }
}

void RequestModel::block(int row) {
    const auto* invitation = invitationAt(row);
    const auto who = invitation != nullptr ? invitation->from : watcherAt(row);
    auto* privacy = client_.privacy();
    if (who.isEmpty() || privacy == nullptr) return;
    decline(row);
    privacy->block(who).then(owner_, [this](core::Result<void> done) {
        if (!done) Q_EMIT failed(toQt(done.error().sentence()));
    });
}

}  // namespace sidetone::desktop
