// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/Log.h"
#include "media/devices/AudioDevices.h"

namespace sidetone::media {

/// Microphone and loudspeaker of this machine. With PulseAudio, or PipeWire in its place, these are
/// FollowingDevices: what vanishes in mid-call is replaced by the next best. With PipeWire or ALSA
/// alone GStreamer finds something by itself, and a device that vanishes becomes silence and an
/// error event. Where the machine has no sound at all this gives NullDevices, and the log says so.
[[nodiscard]] std::shared_ptr<AudioDevices> makeSystemDevices(core::Log& log);

}  // namespace sidetone::media
