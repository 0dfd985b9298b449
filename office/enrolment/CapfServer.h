// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sidetone::office {

/// The process of the certificate service (CAPF) for the office in a folder: TLS on cucm1:3804, a
/// thread for each client. Returns its exit status when it is told to end.
[[nodiscard]] int runCapf(const std::string& folder);

}  // namespace sidetone::office
