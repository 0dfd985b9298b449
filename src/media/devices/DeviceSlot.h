// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>

#include "core/Error.h"
#include "media/devices/AudioDevices.h"
#include "media/devices/SoundDevice.h"

namespace sidetone::media {

/// What a call holds in place of a device, so that the device under it can be changed: the
/// protocol thread puts devices in, the media thread uses what is there.
template <class Edge>
class DeviceSlot {
public:
    /// `failed` is called on the media thread.
    DeviceSlot(SoundRole role, std::function<void(std::uint32_t instance)> failed)
        : role_(role), failed_(std::move(failed)) {}

    [[nodiscard]] SoundRole role() const { return role_; }
    /// What is open; protocol thread.
    [[nodiscard]] const std::optional<SoundDevice>& device() const { return device_; }
    /// False until the first change().
    [[nodiscard]] bool isSettled() const { return isSettled_; }

    /// Protocol thread; null: silence, and `why` is told once. The old one is closed here.
    void change(std::optional<SoundDevice> device, std::unique_ptr<Edge> edge,
                std::optional<core::Error> why) {
        device_ = std::move(device);
        isSettled_ = true;
        const std::lock_guard lock(mutex_);
        std::swap(edge_, edge);
        instance_ = device_ ? device_->instance : 0;
        why_ = std::move(why);
    }
    /// Uses the device, where there is one; false where there is none. Media thread.
    template <class Use>
    bool with(Use use) {
        const std::lock_guard lock(mutex_);
        if (edge_) use(*edge_);
        return edge_ != nullptr;
    }
    /// Media thread: a device that failed is named to the protocol thread, which finds another;
    /// only what leaves nothing to be heard is an error.
    [[nodiscard]] std::optional<core::Error> takeError() {
        const std::lock_guard lock(mutex_);
        if (edge_ && edge_->takeError()) failed_(instance_);
        return std::exchange(why_, std::nullopt);
    }

private:
    const SoundRole role_;
    const std::function<void(std::uint32_t)> failed_;
    std::optional<SoundDevice> device_;
    bool isSettled_ = false;
    std::mutex mutex_;  ///< guards the three below
    std::unique_ptr<Edge> edge_;
    std::uint32_t instance_ = 0;
    std::optional<core::Error> why_;
};

}  // namespace sidetone::media
