// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sidetone::directory {

/// UTF-8 of bytes in the character set of this name: UTF-8, US-ASCII, ISO-8859-1 and -15,
/// Windows-1252. Without a name, or with another one, bytes that are valid UTF-8 are that, and all
/// others Windows-1252, which is what old programs meant.
[[nodiscard]] std::string charsetText(std::string_view bytes, std::string_view charset);

/// A whole file: UTF-16 with its mark at the beginning becomes UTF-8, and UTF-8's mark goes.
[[nodiscard]] std::string fileText(std::string bytes);

}  // namespace sidetone::directory
