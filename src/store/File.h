// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/Clock.h"
#include "core/Result.h"

namespace sidetone::store {

/// Makes the folder (0700) and the file (0600) where they are missing, and takes other people's
/// access away where they are there. What SQLite adds beside the file inherits its mode.
core::Status prepareFile(const std::filesystem::path& file);

/// Writes all of `fresh` to the disk and gives it the name `file`, in the place of what has it.
core::Status replaceFile(const std::filesystem::path& fresh, const std::filesystem::path& file);

/// Removes a database with what SQLite keeps beside it. No error where there is none.
core::Status removeDatabase(const std::filesystem::path& file);

/// Overwrites a file with zeros, writes them to the disk, and removes it. No error where there is
/// none.
core::Status wipeFile(const std::filesystem::path& file);

}  // namespace sidetone::store
