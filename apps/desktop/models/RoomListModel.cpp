// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/RoomListModel.h"

#include <set>

#include "models/words.h"

namespace sidetone::desktop {

RoomListModel::RoomListModel(client::Client& client, QObject* parent)
    : RowModel({{"name", [](const ListedRoom& r) -> QVariant { return r.name; }},
                {"address", [](const ListedRoom& r) -> QVariant { return r.key; }},
                {"line", [](const ListedRoom& r) -> QVariant { return r.line; }},
                {"joined", [](const ListedRoom& r) -> QVariant { return r.joined; }}},
               parent),
      client_(client) {}

void RoomListModel::load() {
    auto* rooms = client_.rooms();
    if (rooms == nullptr) return;
    owner_.cancelAll();
    trouble_.clear();
    loading_ = true;
    Q_EMIT loadingChanged();
    rooms->list().then(owner_, [this](core::Result<std::vector<messaging::RoomListing>> list) {
        loading_ = false;
        if (list) {
            listings_ = std::move(*list);
        } else {
            trouble_ = toQt(list.error().sentence());
        }
        show();
        Q_EMIT loadingChanged();
    });
    show();
}

void RoomListModel::setFilter(const QString& filter) {
    if (filter == filter_) return;
    filter_ = filter;
    show();
    Q_EMIT filterChanged();
}

void RoomListModel::propose(const QString& address, const QString& nickname,
                            const QString& password) {
    linked_ = address;
    linkedName_ = nickname;
    linkedPassword_ = password;
    filter_.clear();
    setFilter(address);
}

QString RoomListModel::passwordOf(const QString& address) const {
    const bool isLinked = !linked_.isEmpty() && address.trimmed().toLower() == linked_;
    return isLinked ? linkedPassword_ : QString();
}

QString RoomListModel::nicknameOf(const QString& address) const {
    const bool isLinked = !linked_.isEmpty() && address.trimmed().toLower() == linked_;
    return isLinked ? linkedName_ : QString();
}

bool RoomListModel::typedAddress() const {
    const auto typed = filter_.trimmed();
    return core::Address::parse(typed.toStdString()).has_value() &&
           std::none_of(rows().begin(), rows().end(),
                        [&](const auto& row) { return row.key == typed.toLower(); });
}

void RoomListModel::show() {
    std::vector<ListedRoom> rows;
    std::set<QString> there;
    const auto wanted = filter_.trimmed().toCaseFolded();
    const auto offer = [&](ListedRoom row) {
        if (row.name.isEmpty()) row.name = row.key;
        const auto folded = (row.name + u' ' + row.key + u' ' + row.line).toCaseFolded();
        if (folded.contains(wanted) && there.insert(row.key).second) rows.push_back(std::move(row));
    };
    if (auto* control = client_.rooms(); control != nullptr) {
        for (const auto& room : control->rooms()) {
            if (!room.isBookmarked) continue;
            const bool joined = room.state == messaging::RoomState::Joined;
            offer({toQt(room.address.text()), toQt(room.name).simplified(),
                   joined ? tr("Bookmarked, you are in it") : tr("Bookmarked"), joined});
        }
    }
    for (const auto& listing : listings_) {
        auto line = toQt(listing.description).simplified();
        if (listing.occupants >= 0) {
            const auto people =
                listing.occupants == 1 ? tr("one person") : tr("%1 people").arg(listing.occupants);
            line = line.isEmpty() ? people : people + QStringLiteral(" \u00b7 ") + line;
        }
        const auto room =
            client_.rooms() == nullptr ? std::nullopt : client_.rooms()->room(listing.address);
        offer({toQt(listing.address.text()), toQt(listing.name).simplified(), line,
               room && room->state == messaging::RoomState::Joined});
    }
    setRows(std::move(rows));
}

}  // namespace sidetone::desktop
