// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariantMap>

#include "models/ChatController.h"
#include "models/OccupantModel.h"

namespace sidetone::desktop {

/// The room of the open conversation: who is in it, what our person may do there.
class RoomController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(bool here READ here NOTIFY changed)
    Q_PROPERTY(int state READ state NOTIFY changed)
    Q_PROPERTY(QString trouble READ trouble NOTIFY changed)
    Q_PROPERTY(bool wantsPassword READ wantsPassword NOTIFY changed)
    Q_PROPERTY(QString subject READ subject NOTIFY changed)
    Q_PROPERTY(QString facts READ facts NOTIFY changed)
    Q_PROPERTY(bool moderates READ moderates NOTIFY changed)
    Q_PROPERTY(bool administers READ administers NOTIFY changed)
    Q_PROPERTY(bool owns READ owns NOTIFY changed)
    Q_PROPERTY(bool bookmarked READ bookmarked NOTIFY changed)
    Q_PROPERTY(bool joinsBySelf READ joinsBySelf NOTIFY changed)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QVariantMap settings READ settings NOTIFY settingsChanged)
    Q_PROPERTY(sidetone::desktop::OccupantModel* people READ people CONSTANT)
public:
    RoomController(client::Client& client, ChatController& chat, QObject* parent = nullptr);

    /// The open conversation is a room's.
    [[nodiscard]] bool here() const { return room_.has_value(); }
    [[nodiscard]] int state() const;
    /// Why our person is not in it, in words.
    [[nodiscard]] QString trouble() const;
    [[nodiscard]] bool wantsPassword() const;
    [[nodiscard]] QString subject() const;
    /// "Stays, only for invited people".
    [[nodiscard]] QString facts() const;
    [[nodiscard]] bool moderates() const;
    [[nodiscard]] bool administers() const;
    [[nodiscard]] bool owns() const;
    [[nodiscard]] bool bookmarked() const { return room_ && room_->isBookmarked; }
    [[nodiscard]] bool joinsBySelf() const { return room_ && room_->joinsBySelf; }
    [[nodiscard]] int count() const { return room_ ? room_->occupants : 0; }
    /// What an owner may set, by the names of messaging::RoomSettings; empty before loadSettings().
    [[nodiscard]] QVariantMap settings() const { return settings_; }
    [[nodiscard]] OccupantModel* people() { return &people_; }

    Q_INVOKABLE void join(const QString& password = {}, const QString& nickname = {});
    Q_INVOKABLE void leave();
    Q_INVOKABLE void setSubject(const QString& subject);
    Q_INVOKABLE void setNickname(const QString& name);
    Q_INVOKABLE void setBookmark(bool bookmarked, bool joinsBySelf);
    /// messaging::RoomRole; None throws them out.
    Q_INVOKABLE void setRole(const QString& name, int role);
    /// messaging::Affiliation; Outcast bans.
    Q_INVOKABLE void setAffiliation(const QString& address, int affiliation);
    Q_INVOKABLE void loadSettings();
    Q_INVOKABLE void saveSettings(const QVariantMap& settings);
    Q_INVOKABLE void destroy();

Q_SIGNALS:
    void changed();
    void settingsChanged();
    void failed(const QString& sentence);

private:
    void connectRooms();
    void reload();
    void run(core::Task<void> task);

    client::Client& client_;
    ChatController& chat_;
    std::optional<messaging::Room> room_;
    QVariantMap settings_;
    OccupantModel people_;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
