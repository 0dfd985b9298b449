// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/SoundService.h"

#include <algorithm>
#include <string_view>

#include "client/PlatformParts.h"

namespace sidetone::client {
namespace {

using media::SoundRole;

constexpr SoundRole roles[] = {SoundRole::Ring, SoundRole::Speak, SoundRole::Listen};

constexpr config::Key<std::string_view> keyOf(SoundRole role) {
    switch (role) {
        case SoundRole::Ring:
            return config::Key<std::string_view>{"RingerPreference"};
        case SoundRole::Speak:
            return config::Key<std::string_view>{"MicrophonePreference"};
        case SoundRole::Listen:
            break;
    }
    return config::Key<std::string_view>{"LoudspeakerPreference"};
}

}  // namespace

SoundService::SoundService(Client& client, std::shared_ptr<media::FollowingDevices> devices,
                           core::Clock& clock)
    : client_(client),
      devices_(std::move(devices)),
      test_(*devices_, clock,
            {[this] { Q_EMIT testChanged(); }, [this] { Q_EMIT levelChanged(); }}) {
    devices_->warmUp();
    connect(devices_.get(), &media::FollowingDevices::changed, this, &SoundControl::changed);
    connect(&client_, &Client::settingsChanged, this, &SoundService::takeSettings);
    takeSettings();
}

SoundService::~SoundService() = default;

void SoundService::takeSettings() {
    for (const auto role : roles) {
        const auto wanted = std::string(client_.settings().get(keyOf(role)));
        if (wanted != devices_->chosen(role)) devices_->choose(role, wanted);
    }
}

std::vector<media::SoundDevice> SoundService::devices(SoundRole role) const {
    std::vector<media::SoundDevice> fitting;
    std::ranges::copy_if(devices_->devices(), std::back_inserter(fitting),
                         [role](const auto& device) { return fits(device, role); });
    return fitting;
}

std::string SoundService::chosen(SoundRole role) const {
    return devices_->chosen(role);
}

core::Status SoundService::choose(SoundRole role, const std::string& id) {
    if (auto kept = client_.setPreference(keyOf(role).name, id); !kept) return kept;
    devices_->choose(role, id);
    return {};
}

std::optional<media::SoundDevice> SoundService::inUse(SoundRole role) const {
    return devices_->inUse(role);
}

std::unique_ptr<SoundService> makeSoundService(Client& client, Platform& platform) {
    auto following = std::dynamic_pointer_cast<media::FollowingDevices>(platform.parts().devices);
    if (!following) return nullptr;
    return std::make_unique<SoundService>(client, std::move(following), platform.clock());
}

}  // namespace sidetone::client
