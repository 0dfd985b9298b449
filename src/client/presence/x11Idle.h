// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/Clock.h"

namespace sidetone::client {

/// Since the last key or mouse move on the X11 display of DISPLAY, by its screen saver extension;
/// empty where there is no such display, and under Wayland, where X11 sees a part alone.
[[nodiscard]] std::optional<core::Milliseconds> x11Idle();

}  // namespace sidetone::client
