// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/readAll.h"

#include <array>

namespace sidetone::core {

std::optional<std::string> readAll(std::istream& stream) {
    if (!stream) return std::nullopt;
    std::string all;
    std::array<char, 16'384> piece{};
    while (stream) {
        stream.read(piece.data(), piece.size());
        all.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
    }
    if (stream.bad()) return std::nullopt;
    return all;
}

}  // namespace sidetone::core
