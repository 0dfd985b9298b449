// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/contracts/Desk.h"
#include "office/http/HttpMessage.h"

namespace sidetone::office {

/// The device list that call managers before release 9 served (CCMCIP). Its path and form are not
/// public: this is our own (provisioning contract, EMU-10).
[[nodiscard]] HttpResponse ccmcipDevices(const Desk& desk, const HttpRequest& request);

}  // namespace sidetone::office
