// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "office/supervisor/Layout.h"

namespace sidetone::office::presence {

using Properties = std::vector<std::pair<std::string, std::string>>;

/// The system's part of the presence server's configuration, by the names of provisioning
/// contract 7.3.
[[nodiscard]] Properties systemProperties(const Layout& layout);
/// The person's part: where files and the device list are.
[[nodiscard]] Properties userProperties(const Layout& layout);

}  // namespace sidetone::office::presence
