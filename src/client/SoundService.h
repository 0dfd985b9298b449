// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "client/Client.h"
#include "core/Clock.h"
#include "media/SoundTest.h"
#include "media/devices/FollowingDevices.h"
#include "media/devices/SoundControl.h"

namespace sidetone::client {

class Platform;

/// The sound devices of this machine as windows and terminal see them: it keeps the choices among
/// the person's settings, and takes up what is set there by other ways. Protocol thread.
class SoundService final : public media::SoundControl {
    Q_OBJECT
public:
    SoundService(Client& client, std::shared_ptr<media::FollowingDevices> devices,
                 core::Clock& clock);
    ~SoundService() override;

    [[nodiscard]] std::vector<media::SoundDevice> devices(media::SoundRole role) const override;
    [[nodiscard]] std::string chosen(media::SoundRole role) const override;
    core::Status choose(media::SoundRole role, const std::string& id) override;
    [[nodiscard]] std::optional<media::SoundDevice> inUse(media::SoundRole role) const override;
    void startMeter() override { test_.listen(); }
    void startEcho() override { test_.echo(); }
    void stopTest() override { test_.stop(); }
    [[nodiscard]] media::SoundTestState testState() const override { return test_.state(); }
    [[nodiscard]] double level() const override { return test_.level(); }

private:
    void takeSettings();

    Client& client_;
    std::shared_ptr<media::FollowingDevices> devices_;
    media::SoundTest test_;
};

/// Null where sound comes from files, or where the machine gives no choice.
[[nodiscard]] std::unique_ptr<SoundService> makeSoundService(Client& client, Platform& platform);

}  // namespace sidetone::client
