// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace sidetone::directory {

/// What is taken of a file of vCards at most; more is left out and told.
struct VcardLimits {
    std::size_t fileBytes = 32U << 20U;
    std::size_t lineBytes = 1U << 20U;  ///< one property with its continuation lines
    std::size_t cards = 20'000;
    std::size_t properties = 500;  ///< of one card
    std::size_t parameters = 32;   ///< of one property
    std::size_t nesting = 4;       ///< cards inside cards: vCard 2.1's AGENT
    std::size_t troubles = 100;    ///< that are told of one file
};

}  // namespace sidetone::directory
