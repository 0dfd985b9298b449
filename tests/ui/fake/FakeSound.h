// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "media/devices/SoundControl.h"

namespace sidetone::test {

/// Sound devices that a test plugs in and out.
class FakeSound final : public media::SoundControl {
    Q_OBJECT
public:
    using Role = media::SoundRole;
    using State = media::SoundTestState;

    [[nodiscard]] std::vector<media::SoundDevice> devices(Role role) const override {
        std::vector<media::SoundDevice> fitting;
        for (const auto& device : all_) {
            if (fits(device, role)) fitting.push_back(device);
        }
        return fitting;
    }
    [[nodiscard]] std::string chosen(Role role) const override {
        const auto found = chosen_.find(role);
        return found == chosen_.end() ? std::string() : found->second;
    }
    core::Status choose(Role role, const std::string& id) override {
        chosen_[role] = id;
        Q_EMIT changed();
        return {};
    }
    [[nodiscard]] std::optional<media::SoundDevice> inUse(Role role) const override {
        const auto fitting = devices(role);
        for (const auto& device : fitting) {
            if (device.id == chosen(role)) return device;
        }
        return fitting.empty() ? std::nullopt : std::optional(fitting.front());
    }
    void startMeter() override { become(State::Listening); }
    void startEcho() override { become(State::Recording); }
    void stopTest() override { become(State::Off); }
    [[nodiscard]] State testState() const override { return state_; }
    [[nodiscard]] double level() const override { return level_; }

    void become(State state) {
        state_ = state;
        Q_EMIT testChanged();
    }
    void hear(double level) {
        level_ = level;
        Q_EMIT levelChanged();
    }
    void plug(std::vector<media::SoundDevice> all) {
        all_ = std::move(all);
        Q_EMIT changed();
    }

private:
    std::vector<media::SoundDevice> all_{
        {"speakers", "Built-in Audio", false, true, false, true, 2},
        {"headset", "USB Headset", false, false, true, true, 4},
        {"mic", "Built-in Microphone", true, true, false, true, 3},
        {"headset-mic", "USB Headset", true, false, true, true, 5}};
    std::map<Role, std::string> chosen_;
    State state_ = State::Off;
    double level_ = -90;
};

}  // namespace sidetone::test
