// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"

namespace sidetone::office {

/// Calls a method of a running Kamailio by JSON-RPC 2.0 over its datagram socket; waits a second
/// at most. The answer's socket is made in `folder`.
[[nodiscard]] core::Status callKamailio(const std::string& folder, std::string_view method,
                                        const std::vector<std::string>& parameters);

}  // namespace sidetone::office
