// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "directory/vcard/ContentLine.h"

namespace sidetone::directory {

/// The numbers of a card's TEL properties that can be called: the preferred one first, then work,
/// mobile, others, home. "tel:" addresses (RFC 3966) count without their parameters, so an
/// extension is not dialled. At most 12.
[[nodiscard]] std::vector<std::string> cardNumbers(const std::vector<ContentLine>& lines);

}  // namespace sidetone::directory
