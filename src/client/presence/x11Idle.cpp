// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/presence/x11Idle.h"

#include <X11/Xlib.h>
#include <X11/extensions/scrnsaver.h>

#include <cstdlib>
#include <memory>

namespace sidetone::client {

std::optional<core::Milliseconds> x11Idle() {
    if (std::getenv("WAYLAND_DISPLAY") != nullptr || std::getenv("DISPLAY") == nullptr) return {};
    // A connection for each look, some seconds apart: Xlib ends the program where one that is
    // kept breaks.
    const std::unique_ptr<Display, int (*)(Display*)> display(XOpenDisplay(nullptr), XCloseDisplay);
    if (!display) return {};
    int event = 0;
    int error = 0;
    if (XScreenSaverQueryExtension(display.get(), &event, &error) == 0) return {};
    const std::unique_ptr<XScreenSaverInfo, int (*)(void*)> info(XScreenSaverAllocInfo(), XFree);
    if (!info) return {};
    if (XScreenSaverQueryInfo(display.get(), DefaultRootWindow(display.get()), info.get()) == 0) {
        return {};
    }
    return core::Milliseconds(static_cast<std::int64_t>(info->idle));
}

}  // namespace sidetone::client
