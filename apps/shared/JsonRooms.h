// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include "core/Result.h"
#include "messaging/RoomControl.h"

namespace sidetone::apps {

// Group chats as docs/terminal.md writes them.

[[nodiscard]] QJsonObject toJson(const messaging::Room& room);
[[nodiscard]] QJsonObject toJson(const messaging::Occupant& occupant);
[[nodiscard]] QJsonObject toJson(const messaging::Invitation& invitation);
[[nodiscard]] QJsonObject toJson(const messaging::RoomListing& listing);
[[nodiscard]] QJsonObject toJson(const messaging::RoomSettings& settings);
/// The settings with what the object names instead.
[[nodiscard]] messaging::RoomSettings withChanges(messaging::RoomSettings settings,
                                                  const QJsonObject& changes);

/// "none", "visitor", "participant", "moderator"; InvalidInput for others.
[[nodiscard]] core::Result<messaging::RoomRole> roomRoleOf(const QString& name);
/// "outcast", "none", "member", "admin", "owner"; InvalidInput for others.
[[nodiscard]] core::Result<messaging::Affiliation> affiliationOf(const QString& name);

}  // namespace sidetone::apps
