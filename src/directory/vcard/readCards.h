// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "directory/vcard/Card.h"
#include "directory/vcard/VcardLimits.h"

namespace sidetone::directory {

/// What of a file was not taken, and why.
struct CardTrouble {
    std::size_t line = 0;  ///< from 1
    std::string what;      ///< "the card that begins here has no end"

    friend bool operator==(const CardTrouble&, const CardTrouble&) = default;
};

struct CardFile {
    std::vector<Card> cards;
    std::vector<CardTrouble> troubles;
};

/// All cards of a file of vCards 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), as programs write them. A
/// card or property that cannot be read costs nobody else theirs: it is left out and told. Any
/// thread. Errors: TooLarge where the file is, BadAnswer where it holds no card at all.
[[nodiscard]] core::Result<CardFile> readCards(std::string bytes, const VcardLimits& limits = {});

}  // namespace sidetone::directory
