// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sidetone::media {

/// What a person uses a sound device for (NONE-18).
enum class SoundRole {
    Ring,   ///< calls ring on it
    Speak,  ///< the microphone
    Listen  ///< the loudspeaker of calls, voice messages and tests
};

/// One sound device of this machine.
struct SoundDevice {
    std::string id;    ///< the same after it was plugged in again
    std::string name;  ///< as its maker calls it
    bool isMicrophone = false;
    bool isDefault = false;  ///< the system's own choice
    bool isHeadset = false;
    bool isReady = true;  ///< false where nothing is plugged into its socket
    /// Another number each time it is plugged in.
    std::uint32_t instance = 0;
    friend bool operator==(const SoundDevice&, const SoundDevice&) = default;
};

[[nodiscard]] constexpr bool fits(const SoundDevice& device, SoundRole role) {
    return device.isMicrophone == (role == SoundRole::Speak);
}

}  // namespace sidetone::media
