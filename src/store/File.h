// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/Clock.h"
#include "core/Result.h"

namespace sidetone::store {

/// Makes the folder (0700) and the file (0600) where they are missing, and takes other people's
/// access away where they are there. What SQLite adds beside the file inherits its mode.
core::Status prepareFile(const std::filesystem::path& file);

}  // namespace sidetone::store
