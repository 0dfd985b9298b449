// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/Parameter.h"
#include "core/Result.h"

namespace sidetone::config {

/// All parameters that are known, section by section (CONF-01). Immutable; any thread.
[[nodiscard]] std::span<const Parameter> parametersOf(Section section);
[[nodiscard]] std::vector<const Parameter*> allParameters();
/// By name without case, also by the spellings that documents of other years use; null where
/// there is no such parameter.
[[nodiscard]] const Parameter* findParameter(std::string_view name);

/// The value in its one spelling: "true"/"false", a number without leading zeros, the choice as
/// the registry writes it. InvalidInput says what would have been allowed.
[[nodiscard]] core::Result<std::string> normalise(const Parameter& parameter,
                                                  std::string_view value);

}  // namespace sidetone::config
