// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/Result.h"
#include "signin/Remembered.h"

namespace sidetone::signin {

/// What a sign-in remembered as text to be kept: a JSON object with "schema" 1. It holds no
/// secrets.
[[nodiscard]] std::string textOf(const Remembered& remembered);

/// Reads such a text. The file may have been damaged or written by somebody else: members of
/// other types or out of their ranges are left out, unknown ones ignored, at most 256 records of
/// a service are taken. BadAnswer where it is no such object at all or longer than 8 MiB.
[[nodiscard]] core::Result<Remembered> parseRemembered(std::string_view text);

}  // namespace sidetone::signin
