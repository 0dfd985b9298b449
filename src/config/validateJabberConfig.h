// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "config/validate.h"

namespace sidetone::config {

/// What is wrong with a jabber-config.xml or a group file, by provisioning contract 8.5.
[[nodiscard]] std::vector<Finding> validateJabberConfig(std::string_view document);

}  // namespace sidetone::config
