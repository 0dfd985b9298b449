// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"

namespace sidetone::config {

/// One rule of AppDialRules.xml or DirLookupDialRules.xml (provisioning contract 8.7).
struct DialRule {
    std::string beginsWith;          ///< may be empty: then the length alone decides
    std::size_t digits = 0;          ///< how long the number is, its plus sign included
    std::size_t digitsToRemove = 0;  ///< from the front
    std::string prefixWith;          ///< put in front after that
    friend bool operator==(const DialRule&, const DialRule&) = default;
};

/// How numbers are rewritten before they are dialled, or before a caller is looked up. A value.
struct DialRules {
    std::vector<DialRule> rules;  ///< the first that fits counts

    /// The number as the first fitting rule rewrites it; unchanged where none fits. Separators
    /// must be gone before; an address with @ is never changed.
    [[nodiscard]] std::string apply(std::string_view number) const;
    friend bool operator==(const DialRules&, const DialRules&) = default;
};

/// Reads the file. A rule without sense (a length that is no number, more digits removed than
/// there are) is left out. BadAnswer: not well-formed, or no dial rules.
[[nodiscard]] core::Result<DialRules> parseDialRules(std::string_view document);

}  // namespace sidetone::config
