// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>

#include "media/devices/SoundDevice.h"

namespace sidetone::media {

/// The device that a role takes (NONE-18): the chosen one while it is there, else the system's
/// default, else a headset, else any; of those, first what something is plugged into. `refused`
/// are instances that could not be used. Nothing where none is left.
[[nodiscard]] std::optional<SoundDevice> chooseDevice(SoundRole role,
                                                      std::span<const SoundDevice> devices,
                                                      const std::string& chosen,
                                                      const std::set<std::uint32_t>& refused);

}  // namespace sidetone::media
