// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

class QWindow;

namespace sidetone::client {
class Client;
}

namespace sidetone::desktop {

class Desktop;
class X11ScreenCapture;

/// What the program shows beside its window: notifications and the icon beside the clock; and the
/// desktop's file dialog and pictures of the screen. Without a session bus, only the pictures.
class Beside {
public:
    Beside(client::Client& client, Desktop& desktop, QWindow& window);
    ~Beside();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
    std::unique_ptr<X11ScreenCapture> x11_;
};

}  // namespace sidetone::desktop
