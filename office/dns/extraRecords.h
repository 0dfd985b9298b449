// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "office/dns/Zone.h"

namespace sidetone::office {

/// What the office's extras add to the inside view. Hosts of zones 0 and 2 are there already.
[[nodiscard]] std::vector<Record> extraInsideRecords(const Layout& layout);
/// What they add to the outside view, which has nothing but the name server and the edge.
[[nodiscard]] std::vector<Record> extraOutsideRecords(const Layout& layout);

}  // namespace sidetone::office
