// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/devices/chooseDevice.h"

#include <tuple>

namespace sidetone::media {

std::optional<SoundDevice> chooseDevice(SoundRole role, std::span<const SoundDevice> devices,
                                        const std::string& chosen,
                                        const std::set<std::uint32_t>& refused) {
    const auto worth = [&](const SoundDevice& device) {
        return std::tuple(!chosen.empty() && device.id == chosen, device.isReady, device.isDefault,
                          device.isHeadset);
    };
    std::optional<SoundDevice> best;
    for (const auto& device : devices) {
        if (!fits(device, role) || refused.contains(device.instance)) continue;
        if (!best || worth(device) > worth(*best)) best = device;
    }
    return best;
}

}  // namespace sidetone::media
