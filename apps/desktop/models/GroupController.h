// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/PeoplePicker.h"

namespace sidetone::desktop {

/// A group chat that is being made, or people who are being asked into one that exists
/// (GRP-01, GRP-02).
class GroupController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(sidetone::desktop::PeoplePicker* people READ people CONSTANT)
    Q_PROPERTY(QString whyNone READ whyNone NOTIFY changed)
    Q_PROPERTY(QString whyNotPersistent READ whyNotPersistent NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QString trouble READ trouble NOTIFY changed)
    Q_PROPERTY(QString room READ room NOTIFY changed)
    Q_PROPERTY(QString topic READ topic NOTIFY changed)
    Q_PROPERTY(int turn READ turn NOTIFY changed)
    Q_PROPERTY(QString firstMessage READ firstMessage NOTIFY changed)
public:
    GroupController(client::Client& client, core::Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] PeoplePicker* people() { return &people_; }
    /// Why there can be no group at all, as a sentence; empty: there can.
    [[nodiscard]] QString whyNone() const;
    [[nodiscard]] QString whyNotPersistent() const;
    [[nodiscard]] bool busy() const { return busy_; }
    /// Why the last try did not work.
    [[nodiscard]] QString trouble() const { return trouble_; }
    /// The room that people are asked into; empty for a new one.
    [[nodiscard]] QString room() const { return room_; }

    /// What a link proposes for a new room (GRP-03); empty: nothing.
    [[nodiscard]] QString topic() const { return topic_; }
    [[nodiscard]] QString firstMessage() const { return firstMessage_; }

    /// Which start() this is: whoever shows an earlier one leaves it alone.
    [[nodiscard]] int turn() const { return turn_; }

    /// A new room with these people, as a link asks for it; nothing is made or sent (GRP-02).
    void propose(const std::vector<core::Address>& people, const QString& topic,
                 const QString& firstMessage);
    /// Chooses one person more, such as one who was dragged here.
    Q_INVOKABLE void add(const QString& address);
    /// Begins anew: for a new room, or with an address for one that exists.
    Q_INVOKABLE void start(const QString& room = {});
    /// Makes the room with the chosen people; `password` empty: none.
    Q_INVOKABLE void create(const QString& name, const QString& topic, bool persistent,
                            bool membersOnly, bool listed, const QString& password);
    /// Asks the chosen people into the existing room.
    Q_INVOKABLE void invite(const QString& reason);

Q_SIGNALS:
    void changed();
    /// The room is there, or the people were asked.
    void done(const QString& address);
    /// A link has filled all in.
    void proposed();

private:
    void connectRooms();
    void begin();
    void end(const core::Error* error);

    client::Client& client_;
    PeoplePicker people_;
    QString room_;
    QString trouble_;
    QString topic_;
    QString firstMessage_;
    bool busy_ = false;
    int turn_ = 0;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
