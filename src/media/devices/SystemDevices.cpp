// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/devices/SystemDevices.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include "media/devices/GStreamerDevices.h"
#include "media/devices/ToneDevices.h"

namespace sidetone::media {
namespace {

/// A sound server's socket, or a sound card that ALSA opens itself.
bool hasSound() {
    std::error_code ignored;
    if (std::getenv("PULSE_SERVER") != nullptr) return true;
    if (const char* folder = std::getenv("XDG_RUNTIME_DIR")) {
        const std::filesystem::path runtime(folder);
        if (std::filesystem::exists(runtime / "pulse" / "native", ignored)) return true;
        if (std::filesystem::exists(runtime / "pipewire-0", ignored)) return true;
    }
    for (const auto& entry : std::filesystem::directory_iterator("/dev/snd", ignored)) {
        if (entry.path().filename().string().starts_with("pcm")) return true;
    }
    return false;
}

}  // namespace

std::shared_ptr<AudioDevices> makeSystemDevices(core::Log& log) {
    if (hasSound()) return std::make_shared<GStreamerDevices>(log);
    auto devices = std::make_shared<NullDevices>();
    log.warning("media",
                "This computer has neither a sound server nor a sound card: calls are silent");
    return devices;
}

}  // namespace sidetone::media
