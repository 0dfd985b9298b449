// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/Task.h"

namespace sidetone::desktop {

/// Takes a picture of the screen, or of the part of it that the person chooses (FILE-05).
class ScreenCapture {
public:
    virtual ~ScreenCapture() = default;
    /// The picture's file, which belongs to the caller. Cancelled where the person thought better
    /// of it.
    [[nodiscard]] virtual core::Task<std::filesystem::path> capture() = 0;
};

}  // namespace sidetone::desktop
