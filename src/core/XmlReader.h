// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "core/Result.h"
#include "core/XmlElement.h"

namespace sidetone::core {

/// Limits against hostile documents. The defaults fit every answer of the contracts.
struct XmlLimits {
    std::size_t bytes = 16U << 20U;
    int depth = 64;
    std::size_t elements = 500'000;
};

/// Whether prefixes are resolved. Plain keeps names as written ("xsi:type"): some servers write
/// prefixes that they never declare, which a reader of name spaces must refuse.
enum class XmlNames { NameSpaces, Plain };

/// Reads a whole document. Document type declarations, and so entities of its own, are refused;
/// a byte-order mark and UTF-16 are understood. The error says the line and what is wrong.
[[nodiscard]] Result<XmlElement> readXml(std::string_view document, XmlLimits limits = {},
                                         XmlNames names = XmlNames::NameSpaces);

}  // namespace sidetone::core
