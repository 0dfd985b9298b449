// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "core/Result.h"
#include "messaging/files/FileWorker.h"
#include "messaging/files/FileWriter.h"

namespace sidetone::messaging {

/// Where what came so far of a file lies.
[[nodiscard]] std::filesystem::path partOf(const std::filesystem::path& folder,
                                           const std::string& name, std::int64_t id);

/// What a file must be when it is here.
struct Expected {
    std::int64_t size = -1;  ///< -1: not told
    std::string hash{};      ///< of the writer's kind; empty: not told
};
/// Gives a received file its name in the folder, on the worker. One that is not what was expected
/// is removed: BadAnswer. Calls back on the protocol thread.
void keepFile(FileWorker& worker, const std::filesystem::path& part, const std::string& name,
              const Expected& expected, const FileWriter::Written& written,
              std::function<void(core::Result<std::filesystem::path>)> done);
/// Removes what came so far.
void dropPart(FileWorker& worker, const std::filesystem::path& part,
              std::function<void()> done = {});

}  // namespace sidetone::messaging
