// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/RoomController.h"

#include <algorithm>

#include "models/words.h"

namespace sidetone::desktop {

using messaging::Affiliation;
using messaging::RoomControl;
using messaging::RoomRole;
using messaging::RoomSettings;
using messaging::RoomState;

namespace {

struct Switch {
    const char* name;
    bool RoomSettings::*value;
};

constexpr Switch switches[] = {
    {"isPersistent", &RoomSettings::isPersistent},
    {"isMembersOnly", &RoomSettings::isMembersOnly},
    {"isPublic", &RoomSettings::isPublic},
    {"isModerated", &RoomSettings::isModerated},
    {"showsAddresses", &RoomSettings::showsAddresses},
    {"allowsInvitations", &RoomSettings::allowsInvitations},
    {"allowsSubject", &RoomSettings::allowsSubject},
};

}  // namespace

RoomController::RoomController(client::Client& client, ChatController& chat, QObject* parent)
    : QObject(parent), client_(client), chat_(chat) {
    connect(&client_, &client::Client::chatChanged, this, &RoomController::connectRooms);
    connect(&chat_, &ChatController::peerChanged, this, [this] {
        settings_.clear();
        Q_EMIT settingsChanged();
        reload();
    });
    connectRooms();
}

void RoomController::connectRooms() {
    if (auto* rooms = client_.rooms(); rooms != nullptr) {
        const auto ours = [this](const core::Address& room) {
            if (room == chat_.peer()) reload();
        };
        connect(rooms, &RoomControl::roomChanged, this, ours);
        connect(rooms, &RoomControl::occupantsChanged, this, ours);
        connect(rooms, &RoomControl::roomsChanged, this, &RoomController::reload);
    }
    reload();
}

void RoomController::reload() {
    auto* rooms = client_.rooms();
    room_.reset();
    if (rooms != nullptr && chat_.isOpen()) room_ = rooms->room(chat_.peer());
    people_.show(room_ ? rooms->occupants(room_->address) : std::vector<messaging::Occupant>{});
    Q_EMIT changed();
}

int RoomController::state() const {
    return room_ ? static_cast<int>(room_->state) : 0;
}

QString RoomController::trouble() const {
    if (!room_ || room_->state == RoomState::Joined) return {};
    if (room_->state == RoomState::Joining) return tr("Joining the room \u2026");
    if (room_->state == RoomState::Failed && room_->error) return toQt(room_->error->sentence());
    return tr("You are not in this room. What you see is from before.");
}

bool RoomController::wantsPassword() const {
    return room_ && room_->state == RoomState::Failed && room_->error &&
           (room_->hasPassword || room_->error->code == core::ErrorCode::Unauthorised);
}

QString RoomController::subject() const {
    return room_ ? toQt(room_->subject) : QString();
}

QString RoomController::facts() const {
    if (!room_) return {};
    QStringList facts{room_->isPersistent ? tr("Stays when all have left")
                                          : tr("Goes when all have left")};
    if (room_->isMembersOnly) facts << tr("only for members");
    if (room_->hasPassword) facts << tr("with a password");
    if (room_->isModerated) facts << tr("moderated");
    facts << (room_->showsAddresses ? tr("everybody sees who is who") : tr("addresses are hidden"));
    return facts.join(QStringLiteral(", "));
}

bool RoomController::moderates() const {
    return room_ && room_->state == RoomState::Joined && room_->role == RoomRole::Moderator;
}
bool RoomController::administers() const {
    return room_ && room_->affiliation >= Affiliation::Admin;
}
bool RoomController::owns() const {
    return room_ && room_->affiliation == Affiliation::Owner;
}

void RoomController::run(core::Task<void> task) {
    std::move(task).then(owner_, [this](core::Result<void> done) {
        if (!done) Q_EMIT failed(toQt(done.error().sentence()));
    });
}

void RoomController::join(const QString& password, const QString& nickname) {
    if (client_.rooms() == nullptr || !chat_.isOpen()) return;
    std::optional<core::Secret> secret;
    if (!password.isEmpty()) secret.emplace(password.toStdString());
    // What went wrong shows in the room itself, beside the field for the password.
    client_.rooms()
        ->join(chat_.peer(), nickname.simplified().toStdString(), secret)
        .then(owner_, [](core::Result<void>) {});
}

void RoomController::leave() {
    if (room_) client_.rooms()->leave(room_->address);
}

void RoomController::setSubject(const QString& subject) {
    if (room_) run(client_.rooms()->setSubject(room_->address, subject.simplified().toStdString()));
}

void RoomController::setNickname(const QString& name) {
    if (room_) run(client_.rooms()->setNickname(room_->address, name.simplified().toStdString()));
}

void RoomController::setBookmark(bool bookmarked, bool joinsBySelf) {
    if (room_) run(client_.rooms()->setBookmark(room_->address, bookmarked, joinsBySelf));
}

void RoomController::setRole(const QString& name, int role) {
    const auto wanted = static_cast<RoomRole>(std::clamp(role, 0, 3));
    if (room_) run(client_.rooms()->setRole(room_->address, name.toStdString(), wanted, {}));
}

void RoomController::setAffiliation(const QString& address, int affiliation) {
    const auto person = core::Address::parse(address.toStdString());
    const auto wanted = static_cast<Affiliation>(std::clamp(affiliation, 0, 4));
    if (room_ && person) run(client_.rooms()->setAffiliation(room_->address, *person, wanted, {}));
}

void RoomController::loadSettings() {
    if (!room_) return;
    client_.rooms()
        ->settings(room_->address)
        .then(owner_, [this](core::Result<RoomSettings> settings) {
            if (!settings) {
                Q_EMIT failed(toQt(settings.error().sentence()));
                return;
            }
            settings_ = {{QStringLiteral("name"), toQt(settings->name)},
                         {QStringLiteral("description"), toQt(settings->description)}};
            for (const auto& each : switches) {
                settings_.insert(QString::fromLatin1(each.name), (*settings).*each.value);
            }
            Q_EMIT settingsChanged();
        });
}

void RoomController::saveSettings(const QVariantMap& wanted) {
    if (!room_) return;
    RoomSettings settings;
    settings.name = wanted.value(QStringLiteral("name")).toString().simplified().toStdString();
    settings.description = wanted.value(QStringLiteral("description")).toString().toStdString();
    for (const auto& each : switches) {
        settings.*each.value = wanted.value(QString::fromLatin1(each.name)).toBool();
    }
    settings_ = wanted;
    run(client_.rooms()->setSettings(room_->address, settings));
}

void RoomController::destroy() {
    if (room_) run(client_.rooms()->destroy(room_->address, {}));
}

}  // namespace sidetone::desktop
