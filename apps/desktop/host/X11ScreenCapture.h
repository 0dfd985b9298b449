// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <memory>

#include "host/ScreenCapture.h"

namespace sidetone::desktop {

class RegionChooser;

/// Pictures of an X11 screen, which every program may take there. The person chooses the part.
class X11ScreenCapture final : public ScreenCapture {
public:
    X11ScreenCapture();
    ~X11ScreenCapture() override;
    [[nodiscard]] core::Task<std::filesystem::path> capture() override;
    /// The window on which the part is chosen; null where none is.
    [[nodiscard]] RegionChooser* chooser() const { return chooser_.get(); }

private:
    void end(core::Result<std::filesystem::path> outcome);
    std::unique_ptr<RegionChooser> chooser_;
    core::Promise<std::filesystem::path> taken_;
};

}  // namespace sidetone::desktop
