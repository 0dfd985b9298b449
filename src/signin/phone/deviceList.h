// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "net/Endpoint.h"

// Where the device list of a call manager is. The older service's path and form are not public:
// what stands here is our own convention (provisioning contract, EMU-10).

namespace sidetone::signin {

/// From release 9 on: User Data Services.
[[nodiscard]] std::string udsDeviceListUrl(const net::Endpoint& server, const std::string& userId);
/// Before release 9 (CCMCIP).
[[nodiscard]] std::string ccmcipDeviceListUrl(const net::Endpoint& server,
                                              const std::string& userId);
/// What a desktop softphone is called where nobody lists devices: CSF and the user id in upper
/// case, letters and digits alone, 15 characters at most.
[[nodiscard]] std::string conventionalDeviceName(const std::string& userId);

}  // namespace sidetone::signin
