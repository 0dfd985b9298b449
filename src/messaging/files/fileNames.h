// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"

namespace sidetone::messaging {

/// The name under which a file may lie in the person's folder: the last part of what somebody else
/// called it, without control characters and marks that turn the writing direction, not hidden,
/// at most 180 bytes with its extension kept. "file" where nothing is left.
[[nodiscard]] std::string safeName(std::string_view name);

/// The last extension in lower case without its dot; trailing dots and blanks do not hide it.
[[nodiscard]] std::string extensionOf(std::string_view name);
/// True where the list (".exe", "msi", "*.bat") holds the name's last extension.
[[nodiscard]] bool isRefusedType(std::string_view name, const std::vector<std::string>& refused);

/// Moves a file to that name in the folder, or to "name (2).ext" and so on where that is taken;
/// nothing is overwritten. Blocks: for the worker.
[[nodiscard]] core::Result<std::filesystem::path> moveInto(const std::filesystem::path& folder,
                                                           const std::string& name,
                                                           const std::filesystem::path& from);

}  // namespace sidetone::messaging
