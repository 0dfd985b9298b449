// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/Settings.h"
#include "core/Result.h"

namespace sidetone::config {

/// What a link of an administrator sets (DISC-11; provisioning contract 12.3).
struct ConfigurationUrl {
    std::vector<RawSetting> settings;  ///< in the registry's spelling; ServicesDomain among them
    std::vector<Remark> remarks;       ///< other case, duplicates, unknown names, bad values
};

/// True for ciscojabber:// and sidetone:// links, whatever they want.
[[nodiscard]] bool isConfigurationUrl(std::string_view link);

/// Reads `ciscojabber://provision?ServicesDomain=...&...`. Names are taken as written, else in any
/// case with a remark; where both are there, the exact one counts, and of equal ones the last.
/// Values are percent-decoded once. Unknown names are ignored with a remark, and so are values
/// that do not fit. A "&amp;" of a page's source is understood.
///
/// Unsupported: another scheme or action. InvalidInput: no ServicesDomain, one that is no domain
/// name, or a link of more than 8 KiB.
[[nodiscard]] core::Result<ConfigurationUrl> parseConfigurationUrl(std::string_view link);

/// The link that sets these (percent-encoded), for administrators to publish (ADM-05).
[[nodiscard]] std::string writeConfigurationUrl(const std::vector<RawSetting>& settings);

/// The names that a link may set, in the order of the contract.
[[nodiscard]] const std::vector<std::string_view>& configurationUrlNames();

/// Whether links may set anything: AllowUrlProvisioning.
[[nodiscard]] bool allowsConfigurationUrl(const Settings& settings);

}  // namespace sidetone::config
