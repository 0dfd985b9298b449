// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "config/Uds.h"

namespace sidetone::signin {

/// The desktop softphone among the person's devices: by model, or by its name's beginning. The
/// list has no order, so that the first by name is the same every time; null where there is none.
[[nodiscard]] inline const config::UdsDevice* softphoneAmong(
    const std::vector<config::UdsDevice>& devices) {
    constexpr std::string_view desktopModel = "Cisco Unified Client Services Framework";
    const config::UdsDevice* chosen = nullptr;
    for (const auto& device : devices) {
        const bool isSoftphone = device.model == desktopModel || device.name.starts_with("CSF");
        if (isSoftphone && (chosen == nullptr || device.name < chosen->name)) chosen = &device;
    }
    return chosen;
}

}  // namespace sidetone::signin
