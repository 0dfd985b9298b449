// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/Random.h"
#include "net/Resolver.h"

namespace sidetone::net {

/// The records in the order to be tried: by ascending priority, and inside one priority by the
/// weighted draw of RFC 2782, page 3 (DISC-02).
[[nodiscard]] std::vector<SrvRecord> orderByPreference(std::vector<SrvRecord> records,
                                                       core::Random& random);

}  // namespace sidetone::net
