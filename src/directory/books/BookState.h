// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Error.h"

namespace sidetone::directory {

/// What is known of one of the person's own address books, for the settings.
struct BookState {
    std::string kind;                      ///< "files", "CardDAV", "desktop"
    std::string where;                     ///< a path, a server
    std::vector<std::string> books;        ///< what is in it, by name
    std::size_t people = 0;                ///< who can be written to or called
    std::optional<core::WallTime> read{};  ///< when it was read last; never where empty
    std::vector<std::string> remarks{};    ///< what was left out, and why
    std::optional<core::Error> trouble{};  ///< why the last reading failed
};

}  // namespace sidetone::directory
