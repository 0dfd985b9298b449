// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include "office/userstore/User.h"

namespace sidetone::office {

/// One entry of the user store's file.
[[nodiscard]] QJsonObject userToJson(const User& user);
[[nodiscard]] User userFromJson(const QJsonObject& object);

}  // namespace sidetone::office
