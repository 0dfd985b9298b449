// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <istream>
#include <optional>
#include <string>

namespace sidetone::core {

/// What is left of a stream; nothing where reading failed, as on a folder, a broken disk, or a
/// process's file when it has just ended. An istreambuf_iterator would throw there (libstdc++).
[[nodiscard]] std::optional<std::string> readAll(std::istream& stream);

}  // namespace sidetone::core
