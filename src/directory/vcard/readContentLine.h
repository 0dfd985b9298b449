// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "core/Result.h"
#include "directory/vcard/ContentLine.h"
#include "directory/vcard/VcardLimits.h"

namespace sidetone::directory {

/// The parts of one unfolded line. Values of parameters are decoded as RFC 6868 has it. Errors:
/// BadAnswer where it has no colon or no name, TooLarge for too many parameters.
[[nodiscard]] core::Result<ContentLine> readContentLine(std::string_view text, std::size_t line,
                                                        const VcardLimits& limits);

}  // namespace sidetone::directory
