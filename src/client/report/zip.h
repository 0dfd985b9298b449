// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "client/Report.h"
#include "core/Result.h"

namespace sidetone::client {

/// Writes the files as one zip, readable for its owner alone; an older file of that name is
/// replaced. Storage where that fails. It waits for the disk.
[[nodiscard]] core::Status writeZip(const std::filesystem::path& path,
                                    const std::vector<ReportFile>& files);

}  // namespace sidetone::client
