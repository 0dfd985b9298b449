// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/Log.h"
#include "media/devices/AudioDevices.h"
#include "media/devices/DeviceSlot.h"
#include "media/devices/SoundSystem.h"

namespace sidetone::media {

/// Sound that follows what is plugged in (NONE-18). Each role has the device that the person chose
/// while it is there, else the system's default, else the next best; in the middle of a call too.
///
/// States of what a call holds: Silent (there is no device), Open(device). Events: the list of
/// devices changed; the person chose; an open device failed. After each of them every slot is
/// compared with what it should have, and changed where it differs. A device that failed is not
/// taken again before it was plugged in anew, or is chosen. Protocol thread, but for what is open;
/// whoever has something open keeps this object alive for so long.
class FollowingDevices final : public QObject, public AudioDevices {
    Q_OBJECT
public:
    FollowingDevices(std::unique_ptr<SoundSystem> system, core::Log& log);
    ~FollowingDevices() override;

    [[nodiscard]] std::unique_ptr<AudioSource> openSource() override;
    [[nodiscard]] std::unique_ptr<AudioSink> openSink() override;
    [[nodiscard]] std::unique_ptr<AudioSink> openRinger() override;
    /// Begins to ask the sound server; once.
    void warmUp() override;
    [[nodiscard]] std::optional<int> echoDelay() const override { return system_->echoDelay(); }
    [[nodiscard]] std::string text() const override;

    [[nodiscard]] const std::vector<SoundDevice>& devices() const { return devices_; }
    [[nodiscard]] std::string chosen(SoundRole role) const;
    /// Empty: the system's default. What is open changes at once.
    void choose(SoundRole role, const std::string& id);
    /// What the role takes now, or would.
    [[nodiscard]] std::optional<SoundDevice> inUse(SoundRole role) const;

Q_SIGNALS:
    /// Of any of the above.
    void changed();

private:
    template <class Edge>
    using Slots = std::vector<std::weak_ptr<DeviceSlot<Edge>>>;

    void listChanged(std::vector<SoundDevice> devices);
    void failed(std::uint32_t instance);
    void settleAll();
    template <class Edge>
    std::shared_ptr<DeviceSlot<Edge>> addSlot(Slots<Edge>& slots, SoundRole role);
    template <class Edge>
    void settle(Slots<Edge>& slots);
    template <class Edge>
    void settle(DeviceSlot<Edge>& slot);
    [[nodiscard]] std::unique_ptr<AudioSource> open(const SoundDevice& device, SoundRole role,
                                                    const AudioSource*);
    [[nodiscard]] std::unique_ptr<AudioSink> open(const SoundDevice& device, SoundRole role,
                                                  const AudioSink*);

    std::unique_ptr<SoundSystem> system_;
    core::Log& log_;
    bool started_ = false;
    bool listed_ = false;  ///< the first list has come
    std::vector<SoundDevice> devices_;
    std::map<SoundRole, std::string> chosen_;
    std::set<std::uint32_t> refused_;
    Slots<AudioSource> sources_;
    Slots<AudioSink> sinks_;
};

}  // namespace sidetone::media
