// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Client.h"
#include "messaging/RoomControl.h"
#include "models/RowModel.h"

namespace sidetone::desktop {

/// Somebody in a room.
struct OccupantRow {
    QString key;  ///< the nickname, which is unique there
    QString address;
    QString initials;
    QString section;  ///< moderators, people, listeners
    QString line;
    int hue = 0;
    int availability = 0;
    int affiliation = 0;  ///< messaging::Affiliation
    int role = 0;         ///< messaging::RoomRole
    bool self = false;
    friend bool operator==(const OccupantRow&, const OccupantRow&) = default;
};

/// The people in a room: those who run it first.
class OccupantModel : public RowModel<OccupantRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
public:
    explicit OccupantModel(QObject* parent = nullptr);
    void show(std::vector<messaging::Occupant> people);
};

}  // namespace sidetone::desktop
