// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

// How everybody lies in the cache on the disk: the number of parts under `name`, and each part.
namespace sidetone::directory::everybody {

inline constexpr const char* name = "everybody";
/// People of one part.
inline constexpr std::size_t partSize = 1'000;
inline constexpr char personEnd = '\x1d';

[[nodiscard]] inline std::string partName(std::size_t number) {
    return name + ("/" + std::to_string(number));
}

}  // namespace sidetone::directory::everybody
