// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSocket>
#include <string>

#include "core/Error.h"

namespace sidetone::net {

/// What a socket's failure means; `tried` becomes the error's.
[[nodiscard]] core::Error socketReason(const QAbstractSocket& socket, std::string tried);

}  // namespace sidetone::net
