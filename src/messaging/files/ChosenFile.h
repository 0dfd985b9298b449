// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/Error.h"

namespace sidetone::messaging {

/// A file that is to be sent, as it lies on the disk.
struct ChosenFile {
    std::filesystem::path path;
    std::string name;
    std::int64_t size = 0;
    std::string mediaType{};
    std::optional<core::Error> error{};  ///< why it cannot be sent

    /// Reads the disk: on the worker.
    void look();
};

/// "image/png", by the name's ending.
[[nodiscard]] std::string mediaTypeOf(const std::string& name);

}  // namespace sidetone::messaging
