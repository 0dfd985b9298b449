// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/Result.h"

namespace sidetone::config {

/// Reads a file of settings whole. NotFound where there is none, TooLarge over 1 MiB, Storage
/// where it cannot be read. It waits for the disk.
[[nodiscard]] core::Result<std::string> readSmallFile(const std::filesystem::path& path);

/// Replaces the file in one step, readable for its owner alone (0600): after a crash it is the old
/// one or the new one. Missing folders are made (0700). Storage where that fails.
[[nodiscard]] core::Status writeSmallFile(const std::filesystem::path& path, std::string_view text);

}  // namespace sidetone::config
