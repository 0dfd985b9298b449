// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "config/ServiceProfile.h"
#include "config/Settings.h"

namespace sidetone::signin::cloud {

/// Who says whether a domain is in the cloud. A file that came over the network must not send
/// passwords elsewhere: only the default, a policy of this machine, or what the person typed
/// counts. Empty where it is no https address.
[[nodiscard]] std::string lookupUrl(const config::Settings& settings);
/// Where the password goes: beside the look-up, or where the service profile says (hybrid
/// deployments name their own address). Empty where there is no https address.
[[nodiscard]] std::string authenticationUrl(const config::Settings& settings,
                                            const config::ServiceProfile& profile);

}  // namespace sidetone::signin::cloud
