// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/devices/SystemDevices.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include "media/devices/FollowingDevices.h"
#include "media/devices/GStreamerDevices.h"
#include "media/devices/PulseSystem.h"
#include "media/devices/ToneDevices.h"

namespace sidetone::media {
namespace {

bool isInRuntimeFolder(const std::filesystem::path& socket) {
    std::error_code ignored;
    const char* folder = std::getenv("XDG_RUNTIME_DIR");
    return folder != nullptr && std::filesystem::exists(folder / socket, ignored);
}

/// PulseAudio, or PipeWire with the socket that programs for PulseAudio use.
bool hasPulse() {
    return std::getenv("PULSE_SERVER") != nullptr || isInRuntimeFolder("pulse/native");
}

/// PipeWire alone, or a sound card that ALSA opens itself.
bool hasSound() {
    std::error_code ignored;
    if (isInRuntimeFolder("pipewire-0")) return true;
    for (const auto& entry : std::filesystem::directory_iterator("/dev/snd", ignored)) {
        if (entry.path().filename().string().starts_with("pcm")) return true;
    }
    return false;
}

}  // namespace

std::shared_ptr<AudioDevices> makeSystemDevices(core::Log& log) {
    if (hasPulse()) {
        return std::make_shared<FollowingDevices>(std::make_unique<PulseSystem>(), log);
    }
    if (hasSound()) return std::make_shared<GStreamerDevices>(log);
    auto devices = std::make_shared<NullDevices>();
    log.warning("media",
                "This computer has neither a sound server nor a sound card: calls are silent");
    return devices;
}

}  // namespace sidetone::media
