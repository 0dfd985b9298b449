// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Error.h"

namespace sidetone::net {

/// Why a TCP connection did not come about, by the system's error number.
[[nodiscard]] core::Error connectReason(int systemError, std::string tried);

}  // namespace sidetone::net
