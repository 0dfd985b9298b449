// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "client/ConnectionSettings.h"
#include "config/Settings.h"
#include "core/Result.h"

namespace sidetone::client {

/// Connection settings as parameters of the layer Manual; none for Automatic without domains.
[[nodiscard]] std::vector<config::RawSetting> valuesOf(const ConnectionSettings& settings);
/// The other way round.
[[nodiscard]] ConnectionSettings connectionSettingsOf(
    const std::vector<config::RawSetting>& values);
/// InvalidInput where a server is no host name or address, or where the account type needs one.
[[nodiscard]] core::Status check(const ConnectionSettings& settings);

}  // namespace sidetone::client
