// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "media/devices/AudioDevices.h"
#include "media/devices/SoundDevice.h"

namespace sidetone::media {

/// A sound server as a port: which devices there are, and one of them opened. Protocol thread;
/// nothing blocks.
class SoundSystem {
public:
    /// Each time the list is another one, beginning with the first; on the protocol thread.
    using Changed = std::function<void(std::vector<SoundDevice>)>;

    virtual ~SoundSystem() = default;
    /// Once. Nothing is told after the system went.
    virtual void start(Changed changed) = 0;
    [[nodiscard]] virtual std::unique_ptr<AudioSource> openSource(const SoundDevice& device) = 0;
    [[nodiscard]] virtual std::unique_ptr<AudioSink> openSink(const SoundDevice& device,
                                                              SoundRole role) = 0;
    /// As AudioDevices has it.
    [[nodiscard]] virtual std::optional<int> echoDelay() const = 0;
};

}  // namespace sidetone::media
