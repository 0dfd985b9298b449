// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/GroupController.h"

#include "messaging/RoomControl.h"
#include "models/words.h"

namespace sidetone::desktop {

GroupController::GroupController(client::Client& client, core::Clock& clock, QObject* parent)
    : QObject(parent), client_(client), people_(client, clock) {
    connect(&client_, &client::Client::chatChanged, this, [this] {
        // What a link proposed before we were in stays.
        if (client_.rooms() == nullptr || people_.chosenCount() == 0) start();
        connectRooms();
    });
    connectRooms();
}

void GroupController::connectRooms() {
    auto* rooms = client_.rooms();
    if (rooms == nullptr) return;
    connect(rooms, &messaging::RoomControl::roomsChanged, this, &GroupController::changed,
            Qt::UniqueConnection);
}

void GroupController::propose(const std::vector<core::Address>& people, const QString& topic,
                              const QString& firstMessage) {
    start();
    for (const auto& person : people) {
        if (person != client_.self()) add(toQt(person.text()));
    }
    topic_ = topic;
    firstMessage_ = firstMessage;
    Q_EMIT changed();
    Q_EMIT proposed();
}

void GroupController::add(const QString& address) {
    people_.setFilter(address);
    people_.addTyped();
}

QString GroupController::whyNone() const {
    auto* rooms = client_.rooms();
    return rooms == nullptr ? tr("Group chats are not available: chat is not connected.")
                            : toQt(rooms->whyNone());
}

QString GroupController::whyNotPersistent() const {
    auto* rooms = client_.rooms();
    return rooms == nullptr ? whyNone() : toQt(rooms->whyNotPersistent());
}

void GroupController::start(const QString& room) {
    owner_.cancelAll();
    ++turn_;
    room_ = room;
    busy_ = false;
    trouble_.clear();
    topic_.clear();
    firstMessage_.clear();
    std::vector<core::Address> without{client_.self()};
    const auto address = core::Address::parse(room.toStdString());
    if (address && client_.rooms() != nullptr) {
        for (const auto& occupant : client_.rooms()->occupants(*address)) {
            without.push_back(occupant.address);
        }
    }
    people_.start(without);
    Q_EMIT changed();
}

void GroupController::begin() {
    busy_ = true;
    trouble_.clear();
    Q_EMIT changed();
}

void GroupController::end(const core::Error* error) {
    busy_ = false;
    if (error != nullptr) trouble_ = toQt(error->sentence());
    Q_EMIT changed();
}

void GroupController::create(const QString& name, const QString& topic, bool persistent,
                             bool membersOnly, bool listed, const QString& password) {
    auto* rooms = client_.rooms();
    if (rooms == nullptr || busy_) return;
    messaging::NewRoom wanted;
    wanted.name = name.simplified().toStdString();
    if (wanted.name.empty()) wanted.name = people_.names().join(QStringLiteral(", ")).toStdString();
    wanted.subject = topic.simplified().toStdString();
    wanted.people = people_.chosen();
    wanted.isPersistent = persistent;
    wanted.isMembersOnly = membersOnly;
    wanted.isPublic = listed;
    if (!password.isEmpty()) wanted.password = core::Secret(password.toStdString());
    begin();
    rooms->create(wanted).then(owner_, [this](core::Result<core::Address> made) {
        end(made ? nullptr : &made.error());
        if (made) Q_EMIT done(toQt(made->text()));
    });
}

void GroupController::invite(const QString& reason) {
    auto* rooms = client_.rooms();
    const auto room = core::Address::parse(room_.toStdString());
    if (rooms == nullptr || !room || busy_ || people_.chosenCount() == 0) return;
    begin();
    rooms->invite(*room, people_.chosen(), reason.simplified().toStdString())
        .then(owner_, [this](core::Result<void> asked) {
            end(asked ? nullptr : &asked.error());
            if (asked) Q_EMIT done(room_);
        });
}

}  // namespace sidetone::desktop
