// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "core/Task.h"

namespace sidetone::desktop {

/// Asks the person which files they mean.
class FileChooser {
public:
    virtual ~FileChooser() = default;
    /// Empty where the person chose none.
    [[nodiscard]] virtual core::Task<std::vector<std::filesystem::path>> choose() = 0;
};

}  // namespace sidetone::desktop
