// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/Log.h"
#include "media/devices/AudioDevices.h"

namespace sidetone::media {

/// Microphone and loudspeaker of this machine by GStreamer: PipeWire, PulseAudio or ALSA,
/// whatever it finds by itself. Where the machine has no sound at all this gives NullDevices,
/// and the log says so. A device that vanishes in mid-call becomes silence and an error event.
[[nodiscard]] std::shared_ptr<AudioDevices> makeSystemDevices(core::Log& log);

}  // namespace sidetone::media
