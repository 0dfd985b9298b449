// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/XmlElement.h"

namespace sidetone::xmpp {

/// A part of a body that says in words what another element says, for programs that do not know
/// that one (XEP-0428 0.2.1), in Unicode code points.
struct FallbackRange {
    std::size_t begin = 0;
    std::size_t end = 0;  ///< behind the last; the largest number: all of it
};

/// The parts of the body that stand for elements which we do understand: replies and reactions.
[[nodiscard]] std::vector<FallbackRange> fallbacksIn(const core::XmlElement& message);
/// The text without those parts. Ranges that lie outside it, or overlap, are taken as far as they
/// make sense.
[[nodiscard]] std::string withoutFallbacks(std::string_view text,
                                           const std::vector<FallbackRange>& ranges);
/// The element that says that the first `end` code points of the body stand for `nameSpace`.
[[nodiscard]] core::XmlElement fallbackElement(std::string_view nameSpace, std::size_t end);
/// How many code points a UTF-8 text has.
[[nodiscard]] std::size_t codePoints(std::string_view text);

}  // namespace sidetone::xmpp
