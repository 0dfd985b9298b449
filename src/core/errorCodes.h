// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "core/Error.h"

namespace sidetone::core {

/// The code of that name, as name(ErrorCode) writes it; empty where there is none.
[[nodiscard]] std::optional<ErrorCode> errorCodeNamed(std::string_view name);

}  // namespace sidetone::core
